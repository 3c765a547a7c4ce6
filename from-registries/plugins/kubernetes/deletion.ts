import type { DeleteCall } from "../protocol/provider";
import { isMap, revealMap, type ValueMap } from "../protocol/values";
import { isNotFound, UnknownKindError, UnreachableError } from "./apiErrors";
import type { Cluster } from "./cluster";
import { annotationOf, parseId } from "./names";
import { asManifest } from "./state";
import { identityOf, targetOf } from "./target";
import { waitUntilGone } from "./wait/deletion";

/** Deletes the object and all it owns, and waits until it is gone. A missing one is no error. */
export async function remove(cluster: Cluster, call: DeleteCall): Promise<void> {
  const olds = revealMap(call.olds);
  try {
    await removeFrom(cluster, call, olds);
  } catch (error) {
    // Without its definition a custom resource cannot exist.
    if (isNotFound(error) || error instanceof UnknownKindError) return;
    if (!(error instanceof UnreachableError)) throw error;
    if (cluster.settings.deleteUnreachable) {
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
  const options = { signal: call.signal };
  const place = parseId(call.id) ?? { name: call.id };
  const { path } = await targetOf(client, { ...identityOf(asManifest(olds)), ...place }, options);
  const live = await client.find(path, options);
  if (live === undefined) return;
  const propagationPolicy = annotationOf(olds, "pulumi.com/deletionPropagationPolicy");
  const body = {
    kind: "DeleteOptions",
    apiVersion: "v1",
    propagationPolicy: capitalised(propagationPolicy) ?? "Foreground",
  };
  await client.request(path, { ...options, method: "DELETE", body });
  const inputs = isMap(olds["__inputs"]) ? olds["__inputs"] : olds;
  if (cluster.skipsWait(inputs)) return;
  await waitUntilGone({
    client,
    path,
    live,
    milliseconds: cluster.waitMilliseconds(inputs, call.timeout),
    signal: call.signal,
    onStatus: (text) => call.log.status(text),
  });
}

function capitalised(word: unknown): string | undefined {
  if (typeof word !== "string" || word === "") return undefined;
  return word[0]?.toUpperCase() + word.slice(1);
}
