import { mkdirSync } from "node:fs";
import lockfile from "proper-lockfile";
import { UserError } from "../platform/errors";
import { type Instance } from "../platform/instance";
import { LOCK } from "../platform/tools/lock";

/** Holds the instance while `work` changes it. Throws {@link UserError} when somebody else does. */
export async function withInstanceLock<T>(instance: Instance, work: () => Promise<T>): Promise<T> {
  mkdirSync(instance.stateDir, { recursive: true, mode: 0o700 });
  let release: () => Promise<void>;
  try {
    release = await lockfile.lock(instance.stateDir, LOCK); // Beside the folder, which goes.
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ELOCKED")) throw error;
    throw new UserError(
      `another 'up', 'down', 'bench' or 'clean' of instance '${instance.name}' is at work`,
      "wait for it to end; one that was killed lets go after 15 seconds",
    );
  }
  try {
    return await work();
  } finally {
    await release().catch(() => undefined);
  }
}
