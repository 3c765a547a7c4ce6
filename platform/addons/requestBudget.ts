import type { Instance } from "../instance";
import { kubectl } from "../kind/commands";

/** CPU that kindnet, the network of kind's own node image, may ask for instead of its 100m. */
const KINDNET_CPU = "20m";

/** Brings kindnet within the request budget; the node image made here has no such agent. */
export async function trimKindnet(instance: Instance): Promise<void> {
  const namespace = ["--namespace", "kube-system"];
  const found = ["get", "daemonset/kindnet", "--ignore-not-found", "--output", "name"];
  const { stdout } = await kubectl(instance, [...namespace, ...found]);
  if (stdout.trim() === "") return;
  const change = ["set", "resources", "daemonset/kindnet", `--requests=cpu=${KINDNET_CPU}`];
  await kubectl(instance, [...namespace, ...change, `--limits=cpu=100m`]);
}
