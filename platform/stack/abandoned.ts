import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** Set for Pulumi and what it starts, and for nothing else: by it they are known again. */
export const MARK = "TARE_PULUMI";

const PROCESSES = "/proc";

/**
 * Ends what an engine of Pulumi that was killed has left behind. Its language host and our program live on
 * without it, the program with a whole core: they are in process groups of their own and wait for answers
 * that cannot come. What belongs to a living engine stays. Does nothing where there is no /proc.
 *
 * @returns the ids of the processes that were ended
 */
export function endAbandoned(): number[] {
  if (!existsSync(PROCESSES)) return [];
  const abandoned = readdirSync(PROCESSES).filter(
    (name) => /^\d+$/.test(name) && isMarked(name) && !isUnderPulumi(name),
  );
  return abandoned.filter(kill).map(Number);
}

function isMarked(pid: string): boolean {
  return read(pid, "environ").split("\0").includes(`${MARK}=1`);
}

function isUnderPulumi(pid: string | undefined): boolean {
  if (pid === undefined || Number(pid) <= 1) return false;
  const [program] = read(pid, "cmdline").split("\0");
  return basename(program) === "pulumi" || isUnderPulumi(parentOf(pid));
}

/** `undefined` where the process has ended in between. */
function parentOf(pid: string): string | undefined {
  const stat = read(pid, "stat"); // pid (name) state parent ...; the name may hold anything
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
}

/** Empty for a process that has ended, and for one of somebody else. */
function read(pid: string, file: string): string {
  try {
    return readFileSync(join(PROCESSES, pid, file), "utf8");
  } catch {
    return "";
  }
}

function kill(pid: string): boolean {
  try {
    process.kill(Number(pid), "SIGKILL");
    return true;
  } catch {
    return false; // It ended by itself.
  }
}
