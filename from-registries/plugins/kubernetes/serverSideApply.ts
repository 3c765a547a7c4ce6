import type { Json, JsonObject } from "../protocol/values";
import type { ApiClient, ApiRequest } from "./client";

export interface Apply extends ApiRequest {
  readonly manager: string;
  readonly force: boolean;
  readonly dryRun?: string;
}

export function applyObject(
  client: ApiClient,
  path: string,
  manifest: JsonObject,
  { manager, force, dryRun, ...options }: Apply,
): Promise<JsonObject> {
  return client.request(path, {
    ...options,
    method: "PATCH",
    contentType: "application/apply-patch+yaml", // JSON is YAML.
    body: manifest,
    query: { fieldManager: manager, force: String(force), dryRun },
  });
}

/** Writes who manages which fields, unless somebody has changed the object since it was read. */
export async function patchManagers(
  client: ApiClient,
  path: string,
  live: JsonObject,
  managedFields: Json[],
  options: ApiRequest,
): Promise<void> {
  const { resourceVersion } = live["metadata"] as JsonObject;
  await client.request(path, {
    ...options,
    method: "PATCH",
    contentType: "application/json-patch+json",
    body: [
      { op: "replace", path: "/metadata/managedFields", value: managedFields },
      { op: "replace", path: "/metadata/resourceVersion", value: resourceVersion },
    ],
  });
}
