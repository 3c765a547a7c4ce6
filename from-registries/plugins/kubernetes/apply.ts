import { isMap, type JsonObject, type ValueMap } from "../protocol/values";
import { ApiError } from "./apiErrors";
import type { ApiClient } from "./client";
import { takeOver } from "./fieldManagers";
import { annotationOf, metadataOf } from "./names";

/** An object on the cluster that is to become as a manifest says. */
export interface Change {
  readonly client: ApiClient;
  readonly path: string;
  /** The object as it was read. */
  readonly live: JsonObject;
  readonly manifest: ValueMap;
  /** Whose fields they will be. */
  readonly manager: string;
  readonly signal: AbortSignal;
}

const MANAGER_TRIES = 4;

/** Makes the change. A field that a stranger manages is a conflict, unless the manifest insists. */
export async function apply(change: Change): Promise<JsonObject> {
  await takeFieldsOver(change);
  return serverSideApply(change, insists(change));
}

/**
 * What {@link apply} would make of the object. A dry run cannot take fields over first, so it goes
 * past conflicts; where a field left over from the creation stands in its way all the same, only
 * what changed in the inputs is tried.
 */
export async function previewApply(change: Change, oldInputs: ValueMap): Promise<JsonObject> {
  const hasLeftOvers = takeOver(change.live, change.manager) !== undefined;
  const applied = serverSideApply(change, insists(change) || hasLeftOvers, "All");
  if (!hasLeftOvers) return applied;
  return applied.catch(() =>
    change.client.request(change.path, {
      signal: change.signal,
      method: "PATCH",
      contentType: "application/merge-patch+json",
      body: mergePatch(oldInputs, change.manifest),
      query: { dryRun: "All" },
    }),
  );
}

/** The JSON merge patch that leads from the old inputs to the new ones. */
export function mergePatch(olds: ValueMap, news: ValueMap): ValueMap {
  const patch: ValueMap = { ...news };
  for (const [key, old] of Object.entries(olds)) {
    const now = news[key];
    if (now === undefined) patch[key] = null;
    else if (isMap(old) && isMap(now)) patch[key] = mergePatch(old, now);
  }
  return patch;
}

function insists({ manifest }: Change): boolean {
  return annotationOf(manifest, "pulumi.com/patchForce") === "true";
}

function serverSideApply(
  { client, path, manifest, manager, signal }: Change,
  force: boolean,
  dryRun?: "All",
): Promise<JsonObject> {
  return client.request(path, {
    signal,
    method: "PATCH",
    contentType: "application/apply-patch+yaml", // JSON is YAML.
    body: manifest,
    query: { fieldManager: manager, force: String(force), dryRun },
  });
}

/** Tried again when somebody else, as a controller, writes the object in between. */
async function takeFieldsOver({ client, path, signal, ...change }: Change): Promise<void> {
  for (let { live } = change, tries = 1; ; tries++) {
    const fields = takeOver(live, change.manager);
    if (fields === undefined) return;
    const { resourceVersion } = metadataOf(live);
    const body = [
      { op: "replace", path: "/metadata/managedFields", value: fields },
      // Refused where the object is no longer the one that was read.
      { op: "replace", path: "/metadata/resourceVersion", value: resourceVersion },
    ];
    const contentType = "application/json-patch+json";
    try {
      await client.request(path, { signal, method: "PATCH", contentType, body });
      return;
    } catch (error) {
      const lost = error instanceof ApiError && (error.code === 409 || error.code === 422);
      if (!lost || tries === MANAGER_TRIES) throw error;
      live = await client.request(path, { signal });
    }
  }
}
