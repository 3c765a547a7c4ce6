import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { UserError } from "../errors";
import { type ExportedStack, settleCreations } from "./pendingCreations";
import { pulumi, type PulumiOptions } from "./pulumi";

/**
 * Clears what an update that was killed has left in the way of the next one: its lock, and creations
 * of which the state does not know whether they happened. The next update must refresh. Throws
 * {@link UserError} when the holder of the lock is still running.
 */
export async function recoverStack(
  backend: string,
  stack: string,
  options: PulumiOptions,
): Promise<void> {
  dropStaleLocks(backend, stack);
  const quiet = { ...options, onLine: undefined };
  const text = await pulumi(["stack", "export", "--stack", stack], quiet);
  const settled = settleCreations(JSON.parse(text) as ExportedStack);
  if (settled === undefined) return;
  options.onLine?.("an earlier update was interrupted: looking at what became of it");
  const file = join(backend, `recovery-${process.pid}.json`);
  try {
    writeFileSync(file, JSON.stringify(settled), { mode: 0o600 });
    await pulumi(["stack", "import", "--stack", stack, "--file", file], quiet);
  } finally {
    rmSync(file, { force: true });
  }
}

/** Removes the lock files of holders that are no more. Throws {@link UserError} for a live one. */
export function dropStaleLocks(backend: string, stack: string): void {
  const folder = join(backend, ".pulumi", "locks", "organization", "tare", stack);
  if (!existsSync(folder)) return;
  // Beside each lock lies `<lock>.attrs`, of the library that keeps the state.
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
    const file = join(folder, name);
    const holder = readHolder(file);
    if (holder === undefined || (holder.hostname === hostname() && !isPulumi(holder.pid))) {
      rmSync(file);
      rmSync(`${file}.attrs`, { force: true });
    } else {
      throw new UserError(
        `the stack is being updated by process ${holder.pid} on ${holder.hostname}`,
        `wait for it to end, or stop it with 'kill -INT ${holder.pid}'`,
      );
    }
  }
}

/** `undefined` where the holder was ended before it had written who it is. */
function readHolder(file: string): { pid: number; hostname: string } | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as { pid: number; hostname: string };
  } catch {
    return undefined;
  }
}

function isPulumi(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("pulumi");
  } catch {
    return true; // No /proc: believe the number.
  }
}
