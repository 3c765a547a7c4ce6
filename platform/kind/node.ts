import { containerState, removeContainer } from "../container";
import { run, tryRun } from "../exec";
import type { Instance } from "../instance";
import { inNode, nodeName } from "./commands";
import { PATCHES_IN_NODE } from "./config";

/** Written into the node when everything of the cluster is there. */
const COMPLETE = "/kind/tare-complete";

/**
 * What stands under the name of an instance's cluster: nothing, a cluster of somebody else, one
 * whose making was cut off, or one that was finished and now runs or is stopped.
 */
export type ClusterState = "absent" | "foreign" | "half-created" | "running" | "stopped";

export async function clusterState(instance: Instance): Promise<ClusterState> {
  const state = await containerState(nodeName(instance));
  if (state === "absent") return "absent";
  if (!(await isOurs(instance))) return "foreign";
  return (await isComplete(instance)) ? state : "half-created";
}

/** To be called when the cluster has been created and is ready. */
export async function markComplete(instance: Instance): Promise<void> {
  await inNode(instance, ["touch", COMPLETE]);
}

/** The Kubernetes version of a node that runs, such as `v1.37.0`. */
export async function nodeVersion(instance: Instance): Promise<string> {
  return (await inNode(instance, ["cat", "/kind/version"])).stdout.trim();
}

/** Removes the node with its volume, whatever state it is in. */
export async function removeNode(instance: Instance): Promise<void> {
  await removeContainer(nodeName(instance));
}

/** Only clusters of this project have the folder of patches mounted. */
async function isOurs(instance: Instance): Promise<boolean> {
  const format = "{{range .Mounts}}{{println .Destination}}{{end}}";
  const asked = ["container", "inspect", "--format", format, nodeName(instance)];
  const { stdout } = await run("docker", asked);
  return stdout.split("\n").includes(PATCHES_IN_NODE);
}

/** Asked with `docker cp`, which works on a stopped container too. */
async function isComplete(instance: Instance): Promise<boolean> {
  return (await tryRun("docker", ["cp", `${nodeName(instance)}:${COMPLETE}`, "-"])) !== undefined;
}
