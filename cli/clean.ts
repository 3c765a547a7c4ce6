import { readdirSync, rmdirSync, rmSync } from "node:fs";
import { stopEngine } from "../platform/engine";
import { UserError } from "../platform/errors";
import { cacheDir, dataDir, engineDir } from "../platform/instance";
import { dropGoCaches } from "../platform/tools/goCaches";
import { type Context, type GlobalOptions, openContext, quietProgress } from "./context";
import { instancesThere, othersAtWork } from "./keptFolders";
import { withInstanceLock } from "./lock";

/**
 * Removes what `make up` keeps for the next time. While an instance is up its tools stay: without
 * them it could not be taken down. Throws {@link UserError} while one is being worked on.
 */
export async function clean(options: GlobalOptions): Promise<void> {
  const context = openContext(options);
  await withInstanceLock(context.instance, () => removeAll(context));
  removeIfEmpty(context.instance.stateDir);
}

async function removeAll(context: Context): Promise<void> {
  const { instance, print } = context;
  const busy = othersAtWork(instance);
  if (busy.length > 0) {
    throw new UserError(
      `another command is at work on ${busy.join(", ")} with what 'clean' removes`,
      "wait for it to end; one that was killed lets go after 15 seconds",
    );
  }
  await dropGoCaches(quietProgress(context, "clean")); // Go leaves folders that rm cannot enter.
  rmSync(cacheDir(), { recursive: true, force: true });
  print(`removed ${cacheDir()}`);
  const instances = instancesThere(instance);
  if (instances.length > 0) {
    print(`kept ${dataDir()}: ${instances.join(", ")} still needs its tools ('make down' first)`);
    return;
  }
  if (await stopEngine()) print("stopped the container engine that the project had started");
  rmSync(engineDir(), { recursive: true, force: true });
  rmSync(dataDir(), { recursive: true, force: true });
  print(`removed ${dataDir()}`);
  print("Packages that were installed with apt-get stay, and so do the engine's own files.");
}

/** The lock needs the folder of an instance that may have been down. */
function removeIfEmpty(folder: string): void {
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}
