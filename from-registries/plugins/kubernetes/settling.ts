import { NotReadyError } from "../protocol/failures";
import type { CreateCall } from "../protocol/provider";
import type { JsonObject, ValueMap } from "../protocol/values";
import { CancelledError } from "./apiErrors";
import type { Cluster } from "./cluster";
import { toProperties, type Bookkeeping } from "./state";
import { identityOf, targetOf } from "./target";
import { WaitError, waitFor } from "./wait/waitFor";

/**
 * Waits for what was sent and gives its properties. What does not become ready is there all the
 * same: the state keeps it, with the reasons.
 *
 * @param done What has happened so far: `"n/a" was changed`.
 */
export async function settled(
  cluster: Cluster,
  call: CreateCall,
  live: JsonObject,
  notes: Bookkeeping,
  { id, done }: { readonly id: string; readonly done: string },
): Promise<ValueMap> {
  try {
    return toProperties(await waited(cluster, call, live), call.inputs, notes);
  } catch (error) {
    const failed = error instanceof WaitError ? error : undefined;
    throw new NotReadyError(`${done}, but ${(error as Error).message}`, {
      id,
      properties: toProperties(failed?.live ?? live, call.inputs, notes),
      inputs: call.inputs,
      reasons: failed?.reasons ?? [],
    });
  }
}

/** Waits as long as the object, the resource options and the provider say. */
async function waited(cluster: Cluster, call: CreateCall, live: JsonObject): Promise<JsonObject> {
  if (cluster.skipsWait(call.inputs)) {
    call.log.status("Not waited for, as asked");
    return live;
  }
  const client = await cluster.client();
  const { path } = await targetOf(client, identityOf(live), { signal: call.signal });
  if (call.signal.aborted) throw new CancelledError(call.name);
  return waitFor({
    client,
    path,
    live,
    milliseconds: cluster.waitMilliseconds(call.inputs, call.timeout),
    signal: call.signal,
    onStatus: (text) => call.log.status(text),
  });
}
