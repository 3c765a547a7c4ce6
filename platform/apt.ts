import { readFileSync } from "node:fs";
import { UserError } from "./errors";
import { CommandError, run } from "./exec";
import type { Progress } from "./progress";

/** True on Debian, Ubuntu and their descendants, where this process may install packages. */
export function canInstallPackages(
  osRelease: string = readOsRelease(),
  uid: number | undefined = process.getuid?.(),
): boolean {
  return uid === 0 && /^(ID|ID_LIKE)=.*\b(debian|ubuntu)\b/m.test(osRelease);
}

/** Installs Debian packages, without their recommendations. Throws {@link UserError}. */
export async function installPackages(
  packages: readonly string[],
  progress: Progress,
): Promise<void> {
  const names = packages.join(" ");
  if (!canInstallPackages()) {
    throw new UserError(
      `these packages are needed and cannot be installed from here: ${names}`,
      `install them yourself, or run as root on Debian or Ubuntu`,
    );
  }
  const options = {
    env: { DEBIAN_FRONTEND: "noninteractive" },
    log: progress.log,
    signal: progress.signal,
  };
  // A machine that has just started may be installing its own updates.
  const patience = ["-o", "DPkg::Lock::Timeout=300"];
  progress.note(`installing Debian packages: ${names}`);
  try {
    await run("apt-get", ["update", "-q"], options);
    await run(
      "apt-get",
      ["install", "-qy", "--no-install-recommends", ...patience, ...packages],
      options,
    );
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new UserError(
      `apt-get could not install ${names}`,
      `read ${progress.log}, then try 'apt-get install ${names}' by hand`,
      error.message,
    );
  }
}

function readOsRelease(): string {
  try {
    return readFileSync("/etc/os-release", "utf8");
  } catch {
    return "";
  }
}
