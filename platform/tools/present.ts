import { accessSync, constants, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { tryRun } from "../exec";
import { type Tool } from "./catalogue";
import { binDir, pulumiHome } from "./folders";

/**
 * The programs of a tool that the user has installed in exactly the pinned version, or `undefined`.
 * Our own folder on PATH is passed over: what we put there is no installation of the user's.
 */
export async function findPresent(
  tool: Tool,
  path: string = process.env.PATH ?? "",
): Promise<string[] | undefined> {
  if (tool.ask === undefined) return undefined;
  // Pulumi looks for a newer version of itself whatever it is asked, and notes that in its home.
  const env = { PULUMI_SKIP_UPDATE_CHECK: "true", PULUMI_HOME: pulumiHome() };
  const isForeign = (entry: string): boolean => entry !== "" && entry !== binDir();
  for (const folder of path.split(delimiter).filter(isForeign)) {
    const first = executable(join(folder, tool.binaries[0]));
    if (first === undefined) continue;
    const all = tool.binaries.map((binary) => executable(join(dirname(first), binary)));
    if (!all.every((found) => found !== undefined)) continue;
    const answer = await tryRun(first, tool.ask, { env, timeout: 5_000 });
    if (answer !== undefined && saysVersion(answer.stdout, tool.version)) return all;
  }
  return undefined;
}

/** Whether a text holds a version as a whole word: `3.250.0+tare` is not `3.250.0`. */
export function saysVersion(text: string, version: string): boolean {
  const escaped = version.replace(/[.+]/g, "\\$&");
  return new RegExp(`(^|[^\\w.+-])v?${escaped}(?![\\w+-]|\\.\\w)`, "m").test(text);
}

function executable(path: string): string | undefined {
  try {
    accessSync(path, constants.X_OK);
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
