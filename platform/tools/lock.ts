import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import lockfile from "proper-lockfile";
import { dataDir } from "../instance";
import { type Progress } from "../progress";

const POLL_MILLISECONDS = 1_000;

/**
 * A lock is let go 15 s after its holder's end, however it ended. One that was lost meanwhile (the
 * machine slept, somebody removed the folder) stops no work: what is made appears in one step.
 */
export const LOCK = {
  stale: 15_000,
  update: 5_000,
  realpath: false,
  onCompromised: () => undefined,
};

/**
 * The tools are shared by every instance and clone: the second one waits for the first instead of
 * building the same programs beside it.
 */
export async function withToolsLock<T>(progress: Progress, work: () => Promise<T>): Promise<T> {
  return withLock(join(dataDir(), "tools"), "installs the same tools", progress, work);
}

/**
 * Does the work while no other run, nor another part of this one, holds the same lock.
 *
 * @param path Lies beside the lock; need not exist itself.
 * @param what Says what the holder does, for who waits: `makes the same image`.
 */
export async function withLock<T>(
  path: string,
  what: string,
  progress: Progress,
  work: () => Promise<T>,
): Promise<T> {
  mkdirSync(dirname(path), { recursive: true });
  const release = await acquire(path, what, progress);
  try {
    return await work();
  } finally {
    await release().catch(() => undefined); // Lost already.
  }
}

async function acquire(
  path: string,
  what: string,
  progress: Progress,
): Promise<() => Promise<void>> {
  for (;;) {
    progress.signal.throwIfAborted();
    try {
      return await lockfile.lock(path, LOCK);
    } catch (error) {
      const held = error instanceof Error && "code" in error && error.code === "ELOCKED";
      if (!held) throw error;
      progress.note(`waiting for a part or a run that ${what}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
    }
  }
}
