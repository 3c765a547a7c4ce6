import type { TuningArgs } from "./arguments";
import { tune } from "./tune";

/**
 * The variables by which a server is told what its arguments ask for. The sysctls of a pod are not
 * among them: two servers in one pod share those.
 *
 * @param args In which nothing is wrong.
 * @param pods The most there are at a time. @default 1
 */
export function settingsFor(args: TuningArgs, pods = 1): Record<string, string> {
  return Object.fromEntries(tune(args, pods).variables.map(({ name, value }) => [name, value]));
}
