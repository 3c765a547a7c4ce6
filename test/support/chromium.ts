import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { canInstallPackages, installPackages } from "../../platform/apt";
import { UserError } from "../../platform/errors";
import { type Progress } from "../../platform/progress";

/** Names under which distributions install it. */
const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** The browser of this machine, or `undefined`. TARE_CHROMIUM names another one. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.TARE_CHROMIUM) return env.TARE_CHROMIUM;
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** Installs Debian's package where there is no browser. Throws {@link UserError} where it cannot. */
export async function ensureChromium(progress: Progress): Promise<void> {
  if (findChromium() !== undefined) return;
  if (!canInstallPackages()) {
    throw new UserError(
      "the tests of the pages need Chromium, and none was found",
      "install it, or set TARE_CHROMIUM to its path",
    );
  }
  await installPackages(["chromium"], progress);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
