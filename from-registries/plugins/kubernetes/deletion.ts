import type { DeleteCall } from "../protocol/provider";
import { isMap, revealMap, type ValueMap } from "../protocol/values";
import { isNotFound, UnknownKindError, UnreachableError } from "./apiErrors";
import type { Cluster } from "./cluster";
import { parseId } from "./names";
import { skipsWait, waitOf } from "./wait/wait";
import { waitUntilGone } from "./wait/waitUntilGone";

/** Deletes the object and all it owns, and waits until it is gone. A missing one is no error. */
export async function remove(cluster: Cluster, call: DeleteCall): Promise<void> {
  try {
    await removeFrom(cluster, call, revealMap(call.olds));
  } catch (error) {
    // Without its definition a custom resource cannot exist.
    if (isNotFound(error) || error instanceof UnknownKindError) return;
    if (!(error instanceof UnreachableError)) throw error;
    if (cluster.deleteUnreachable) {
      call.log.info(`${error.message}; taken out of the state, as deleteUnreachable asks`);
      return;
    }
    throw new Error(
      `${error.message}. If the cluster is gone for good, run again with ` +
        "PULUMI_K8S_DELETE_UNREACHABLE=true to take its resources out of the state",
    );
  }
}

async function removeFrom(cluster: Cluster, call: DeleteCall, olds: ValueMap): Promise<void> {
  const client = await cluster.client();
  const { signal } = call;
  const metadata = parseId(call.id) ?? { name: call.id };
  const path = await client.pathOf({ ...olds, metadata }, { signal });
  const live = await client.find(path, { signal });
  if (live === undefined) return;
  const body = { kind: "DeleteOptions", apiVersion: "v1", propagationPolicy: "Foreground" };
  await client.request(path, { signal, method: "DELETE", body });
  const inputs = isMap(olds["__inputs"]) ? olds["__inputs"] : olds;
  if (!skipsWait(inputs)) await waitUntilGone(waitOf({ ...call, inputs }, client, path, live));
}
