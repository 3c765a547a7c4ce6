import { NotReadyError } from "../protocol/failures";
import type { UpdateCall } from "../protocol/provider";
import { hasUnknown, revealMap, type JsonObject, type ValueMap, asText } from "../protocol/values";
import { ApiError, CancelledError, UnreachableError, updateRefusal } from "./apiErrors";
import type { ApiClient } from "./client";
import type { Cluster } from "./cluster";
import { takeOver } from "./fieldManagers";
import { annotationOf } from "./names";
import { previewApply } from "./previewApply";
import { applyObject, patchManagers } from "./serverSideApply";
import { settled } from "./settling";
import { asManifest, bookkeepingOf, previousInputs, toProperties } from "./state";
import type { Bookkeeping } from "./state";
import { identityOf, targetOf } from "./target";

const MANAGER_TRIES = 4;

export async function update(cluster: Cluster, call: UpdateCall): Promise<ValueMap> {
  const open = revealMap(call.inputs);
  const notes = bookkeepingOf(call.olds, asText(open["apiVersion"]));
  if (call.preview) return previewed(cluster, call, open, notes);

  const client = await cluster.client();
  const { path, live } = await found(client, call, asManifest(open));
  const force = annotationOf(open, "pulumi.com/patchForce") === "true";
  let applied: JsonObject;
  try {
    await takeFieldsOver(client, path, live, notes.manager, call.signal);
    const onWarning = (text: string): void => call.log.warn(text);
    const apply = { manager: notes.manager, force, signal: call.signal, onWarning };
    applied = await applyObject(client, path, asManifest(open), apply);
  } catch (error) {
    throw await refused(client, path, call, notes, error as Error);
  }
  return settled(cluster, call, applied, notes, { id: call.id, done: `"${call.id}" was changed` });
}

async function previewed(
  cluster: Cluster,
  call: UpdateCall,
  open: ValueMap,
  notes: Bookkeeping,
): Promise<ValueMap> {
  if (hasUnknown(open)) return call.inputs;
  try {
    const client = await cluster.client();
    const { path, live } = await found(client, call, asManifest(open));
    const result = await previewApply(client, path, live, {
      manager: notes.manager,
      manifest: asManifest(open),
      oldInputs: revealMap(previousInputs(call)),
      signal: call.signal,
    });
    return toProperties(result, call.inputs, notes);
  } catch (error) {
    if (error instanceof UnreachableError) {
      call.log.status(`not checked by the cluster: ${error.message}`);
      return call.inputs;
    }
    if (!(error instanceof ApiError)) throw error;
    throw new Error(
      `the cluster would refuse the change of "${call.id}": ${updateRefusal(error, notes.manager)}`,
    );
  }
}

async function found(client: ApiClient, call: UpdateCall, manifest: JsonObject) {
  const { path, kind } = await targetOf(client, identityOf(manifest), { signal: call.signal });
  const live = await client.find(path, { signal: call.signal });
  if (live !== undefined) return { path, live };
  throw new Error(
    `update of "${call.urn}" failed: ${kind.plural} "${call.id}" is not on the cluster any more; ` +
      "pulumi refresh (or up --refresh) makes it again",
  );
}

/** Tried again when somebody else, as a controller, writes the object in between. */
async function takeFieldsOver(
  client: ApiClient,
  path: string,
  first: JsonObject,
  manager: string,
  signal: AbortSignal,
): Promise<void> {
  for (let live = first, tries = 1; ; tries++) {
    const fields = takeOver(live, manager);
    if (fields === undefined) return;
    try {
      return await patchManagers(client, path, live, fields, { signal });
    } catch (error) {
      const lost = error instanceof ApiError && (error.code === 409 || error.code === 422);
      if (!lost || tries === MANAGER_TRIES) throw error;
      live = await client.request(path, { signal });
    }
  }
}

/** The state keeps the old inputs, so that the same change is seen and tried next time. */
async function refused(
  client: ApiClient,
  path: string,
  call: UpdateCall,
  notes: Bookkeeping,
  error: Error,
): Promise<Error> {
  if (error instanceof CancelledError) return error;
  const live = await client.find(path).catch(() => undefined);
  const message = `"${call.id}" was not changed: ${updateRefusal(error, notes.manager)}`;
  if (live === undefined) return new Error(message);
  return new NotReadyError(message, {
    id: call.id,
    properties: toProperties(live, previousInputs(call), notes),
    inputs: previousInputs(call),
    reasons: [],
  });
}
