import { mkdirSync } from "node:fs";
import { join } from "node:path";
import lockfile from "proper-lockfile";
import { dataDir } from "../instance";
import { type Progress } from "../progress";

const POLL_MILLISECONDS = 1_000;

/**
 * The tools are shared by every instance and clone: the second one waits for the first instead of
 * building the same programs beside it.
 */
export async function withToolsLock<T>(progress: Progress, work: () => Promise<T>): Promise<T> {
  const folder = join(dataDir(), "tools");
  mkdirSync(folder, { recursive: true });
  const release = await acquire(folder, progress);
  try {
    return await work();
  } finally {
    await release();
  }
}

async function acquire(folder: string, progress: Progress): Promise<() => Promise<void>> {
  for (;;) {
    progress.signal.throwIfAborted();
    try {
      return await lockfile.lock(folder, { stale: 15_000, update: 5_000 });
    } catch (error) {
      const held = error instanceof Error && "code" in error && error.code === "ELOCKED";
      if (!held) throw error;
      progress.note("waiting for another run that installs the same tools");
      await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
    }
  }
}
