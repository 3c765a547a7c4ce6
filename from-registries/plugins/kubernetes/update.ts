import { NotReadyError } from "../protocol/failures";
import type { UpdateCall } from "../protocol/provider";
import { hasUnknown, revealMap, type JsonObject, type ValueMap, asText } from "../protocol/values";
import { ApiError, CancelledError, UnreachableError } from "./apiErrors";
import { apply, type Change, previewApply } from "./apply";
import type { Cluster } from "./cluster";
import { settled } from "./settling";
import { bookkeepingOf, type Bookkeeping, previousInputs, toProperties } from "./state";

export async function update(cluster: Cluster, call: UpdateCall): Promise<ValueMap> {
  const manifest = revealMap(call.inputs);
  const notes = bookkeepingOf(call.olds, asText(manifest["apiVersion"]));
  if (call.preview) return previewed(cluster, call, manifest, notes);
  const change = await changeOf(cluster, call, manifest, notes.manager);
  const applied = await apply(change).catch((error: Error) => refused(change, call, notes, error));
  const done = `"${call.id}" was changed`;
  return settled(change.client, call, applied, notes, { id: call.id, done });
}

async function previewed(
  cluster: Cluster,
  call: UpdateCall,
  manifest: ValueMap,
  notes: Bookkeeping,
): Promise<ValueMap> {
  if (hasUnknown(manifest)) return call.inputs;
  try {
    const change = await changeOf(cluster, call, manifest, notes.manager);
    const result = await previewApply(change, revealMap(previousInputs(call)));
    return toProperties(result, call.inputs, notes);
  } catch (error) {
    if (error instanceof UnreachableError) {
      call.log.status(`not checked by the cluster: ${error.message}`);
      return call.inputs;
    }
    if (!(error instanceof ApiError)) throw error;
    const why = refusal(error, notes.manager);
    throw new Error(`the cluster would refuse the change of "${call.id}": ${why}`);
  }
}

async function changeOf(
  cluster: Cluster,
  call: UpdateCall,
  manifest: ValueMap,
  manager: string,
): Promise<Change> {
  const client = await cluster.client();
  const { signal } = call;
  const path = await client.pathOf(manifest, { signal });
  const live = await client.find(path, { signal });
  if (live === undefined) {
    throw new Error(
      `update of "${call.urn}" failed: "${call.id}" is not on the cluster any more; ` +
        "pulumi refresh (or up --refresh) makes it again",
    );
  }
  return { client, path, live, manifest, manager, signal };
}

/** The state keeps the old inputs, so that the same change is seen and tried next time. */
async function refused(
  { client, path }: Change,
  call: UpdateCall,
  notes: Bookkeeping,
  error: Error,
): Promise<never> {
  if (error instanceof CancelledError) throw error;
  const live = await client.find(path).catch(() => undefined);
  const message = `"${call.id}" was not changed: ${refusal(error, notes.manager)}`;
  if (live === undefined) throw new Error(message);
  const inputs = previousInputs(call);
  const properties = toProperties(live, inputs, notes);
  throw new NotReadyError(message, { id: call.id, properties, inputs, reasons: [] });
}

/** In words of our own, with the way out for a conflict between field managers. */
function refusal(error: Error, manager: string): string {
  if (!(error instanceof ApiError) || error.reason !== "Conflict") return error.message;
  const { causes = [] } = (error.body["details"] ?? {}) as { causes?: JsonObject[] };
  const fields = causes.map(({ message, field }) => `${asText(message)}: ${asText(field)}`);
  return (
    `fields conflict detected in server-side apply: ${fields.join("; ") || error.message}. ` +
    `Field manager "${manager}" wants them too: leave them out of the program, ` +
    'or set the annotation pulumi.com/patchForce: "true" to take them over'
  );
}
