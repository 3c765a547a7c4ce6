import { run, tryRun } from "../exec";

const NETWORK = "kind";

/** Removes kind's network when no container uses it any more, running or stopped. */
export async function removeUnusedNetwork(): Promise<void> {
  const asked = ["ps", "--all", "--quiet", "--filter", `network=${NETWORK}`];
  if ((await run("docker", asked)).stdout.trim() !== "") return;
  await tryRun("docker", ["network", "rm", NETWORK]);
}
