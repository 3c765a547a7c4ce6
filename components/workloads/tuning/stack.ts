import { type Memory, memory } from "../../config/memory";
import type { Derived } from "./derived";
import type { Runtime } from "./runtime";
import { SHARES, SHARES_SOURCE } from "./shares";

/** What the contract of the servers takes as STACK_KIB. */
export const STACK_BOUNDS = { min: "128 KiB", max: "64 MiB" } as const;

const KIB = 1024;

/**
 * The runtime's own default, or less where so many stacks would take more than their share.
 *
 * @param limit Of memory, in bytes.
 * @returns Bytes, whole KiB.
 */
export function deriveStack(limit: number, threads: number, runtime: Runtime): Derived<number> {
  const share = Math.floor((limit * SHARES.stacks) / threads / KIB) * KIB;
  const least = memory.parse(STACK_BOUNDS.min);
  const value = Math.max(least, Math.min(memory.parse(runtime.stack), share));
  return {
    name: "stack",
    value,
    text: memory.render(value) satisfies Memory,
    formula: `min(${runtime.stack}, ${memory.render(limit)} / 16 / ${threads}), at least ${STACK_BOUNDS.min}`,
    source: `${runtime.stackSource}; ${SHARES_SOURCE}`,
  };
}
