import { readFileSync } from "node:fs";

const CAP_SYS_RESOURCE = 24n;

/**
 * True in a sandboxed host whose root lacks CAP_SYS_RESOURCE. runc fails there on any privileged
 * container, because it asks for what cannot be given.
 *
 * @param status Text of /proc/self/status. @default - this process, where there is a /proc
 */
export function lacksSysResource(status: string = ownStatus()): boolean {
  return ["CapBnd", "CapEff"].some((name) => {
    const mask = new RegExp(`^${name}:\\s*([0-9a-f]+)$`, "m").exec(status)?.[1];
    return mask !== undefined && ((BigInt(`0x${mask}`) >> CAP_SYS_RESOURCE) & 1n) === 0n;
  });
}

function ownStatus(): string {
  try {
    return readFileSync("/proc/self/status", "utf8");
  } catch {
    return "";
  }
}
