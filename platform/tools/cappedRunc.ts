import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildGo, goKey } from "../../from-registries/goBuild";
import { dataDir } from "../instance";
import type { Progress } from "../progress";

const MODULE = "capped-runc";

/** Path of the container runtime for hosts that lack a capability, built where it is not there. */
export async function cappedRunc(progress: Progress): Promise<string> {
  const dir = join(dataDir(), "tools", MODULE, goKey(MODULE));
  if (!existsSync(dir)) await buildGo(MODULE, dir, progress);
  return join(dir, MODULE);
}
