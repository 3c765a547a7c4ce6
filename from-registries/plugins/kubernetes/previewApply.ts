import { isMap, type JsonObject, type Value, type ValueMap } from "../protocol/values";
import { ApiError } from "./apiErrors";
import type { ApiClient } from "./client";
import { onlyWithTakenOver, takeOver } from "./fieldManagers";
import { annotationOf } from "./names";
import { applyObject } from "./serverSideApply";
import { asManifest, asValues } from "./state";

interface PreviewApply {
  readonly manager: string;
  readonly manifest: JsonObject;
  readonly oldInputs: ValueMap;
  readonly signal: AbortSignal;
}

/**
 * What the update would make of the object. The real update first takes fields over from other
 * managers; a dry run cannot, so the two refusals that come of that alone are got past.
 */
export async function previewApply(
  client: ApiClient,
  path: string,
  live: JsonObject,
  { manager, manifest, oldInputs, signal }: PreviewApply,
): Promise<JsonObject> {
  const forced = annotationOf(asValues(manifest), "pulumi.com/patchForce") === "true";
  const dryRun = { manager, dryRun: "All", signal };
  const apply = (force: boolean): Promise<JsonObject> =>
    applyObject(client, path, manifest, { ...dryRun, force });
  const tookOver = async (error: unknown): Promise<JsonObject> => {
    const nothingToTake = takeOver(live, manager) === undefined;
    if (!(error instanceof ApiError) || error.code !== 422 || nothingToTake) throw error;
    // Fields left over from the creation stay in an apply; in a whole new object they do not.
    const body = overlay(asValues(live), oldInputs, asValues(manifest));
    const query = { dryRun: "All", fieldManager: manager };
    return client.request(path, { method: "PUT", body: asManifest(body), query, signal });
  };
  return apply(forced)
    .catch((error: unknown) => {
      const conflicts = error instanceof ApiError && error.code === 409 ? error.causes : [];
      if (!onlyWithTakenOver(conflicts)) throw error;
      return apply(true);
    })
    .catch(tookOver);
}

/** The live object with the change from the old to the new inputs made in it. */
export function overlay(live: ValueMap, olds: ValueMap, news: ValueMap): ValueMap {
  const result: ValueMap = { ...live };
  for (const key of Object.keys(olds)) if (!(key in news)) delete result[key];
  for (const [key, value] of Object.entries(news)) {
    if (value !== undefined) result[key] = overlayValue(live[key], olds[key], value);
  }
  return result;
}

function overlayValue(live: Value | undefined, old: Value | undefined, now: Value): Value {
  if (isMap(live) && isMap(now)) return overlay(live, isMap(old) ? old : {}, now);
  const sameLength =
    Array.isArray(live) &&
    Array.isArray(old) &&
    Array.isArray(now) &&
    live.length === now.length &&
    old.length === now.length;
  return sameLength ? now.map((item, index) => overlayValue(live[index], old[index], item)) : now;
}
