import { rmSync } from "node:fs";
import { stopEngine } from "../platform/engine";
import { UserError } from "../platform/errors";
import { cacheDir, dataDir, engineDir } from "../platform/instance";
import { dropGoCaches } from "../platform/tools/goCaches";
import { type GlobalOptions, openContext, quietProgress } from "./context";
import { instancesAtWork, instancesThere } from "./keptFolders";

/**
 * Removes what `make up` keeps for the next time. While an instance is up its tools stay: without
 * them it could not be taken down. Throws {@link UserError} while one is being worked on.
 */
export async function clean(options: GlobalOptions): Promise<void> {
  const context = openContext(options);
  const { instance, print } = context;
  const busy = instancesAtWork(instance);
  if (busy.length > 0) {
    throw new UserError(
      `an 'up', 'down' or 'bench' of ${busy.join(", ")} is at work with what 'clean' removes`,
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
