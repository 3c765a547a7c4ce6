import { lstatSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../wholeFile";

const WHY = `Made by Tare. While this is a file and no folder, Pulumi writes no automatic log.
For a log of one run: pulumi --logtostderr -v=9 ...
`;

/**
 * Pulumi 3.250 logs every property of every resource into a folder of its home, whatever the flags
 * say: 43 % of the engine's CPU in a preview of this program, and up to 500 MB. No setting turns that
 * off, but the engine goes without where the folder cannot be made. Never fails: with the log,
 * everything is only slower.
 *
 * @param env from `toolEnv`, whose home is the project's own
 */
export function withoutAutomaticLog({ PULUMI_HOME: home }: Readonly<Record<string, string>>): void {
  if (home === undefined) return;
  const logs = join(home, "logs");
  try {
    if (lstatSync(logs, { throwIfNoEntry: false })?.isFile() === true) return;
    rmSync(logs, { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    writeWhole(logs, WHY);
  } catch {
    return;
  }
}
