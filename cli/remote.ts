import { UserError } from "../platform/errors";
import { type Progress } from "../platform/progress";
import { resolveTools } from "../platform/tools/resolve";
import { type Context } from "./context";

const NEEDED = [
  "pulumi",
  "plugin-kubernetes",
  "plugin-docker",
  "plugin-random",
  "kubectl",
] as const;

/** Whether the user lets stand-ins change a cluster that is not local. */
export function standInsAllowed(): boolean {
  return process.env.TARE_ALLOW_STAND_INS === "1";
}

/**
 * The tools for an environment that is not the local one. A stand-in plugin is refused there unless
 * TARE_ALLOW_STAND_INS=1 says that it may be used.
 */
export async function remoteTools({ environment }: Context, progress: Progress): Promise<void> {
  const tools = await resolveTools(NEEDED, progress);
  const standIns = NEEDED.filter((name) => tools[name].version.endsWith("+tare"));
  if (standIns.length === 0 || standInsAllowed()) return;
  throw new UserError(
    `environment '${environment.name}' would be changed by stand-in plugins: ${standIns.join(", ")}`,
    "make the official releases reachable (TARE_MIRROR), or set TARE_ALLOW_STAND_INS=1",
  );
}
