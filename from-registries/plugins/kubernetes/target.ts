import { type JsonObject, asText } from "../protocol/values";
import type { ApiClient, ApiRequest } from "./client";
import { pathOf, type Kind } from "./kinds";

/** Where one object, and others of its kind, are found on the cluster. */
export interface Target {
  readonly kind: Kind;
  readonly path: string;
  readonly collection: string;
}

/** Throws UnknownKindError for a custom kind that the cluster does not serve. */
export async function targetOf(
  client: ApiClient,
  object: { apiVersion: string; kind: string; name: string; namespace?: string },
  options: ApiRequest = {},
): Promise<Target> {
  const kind = await client.kind(object.apiVersion, object.kind, options);
  const namespace = object.namespace ?? client.connection.namespace;
  return {
    kind,
    path: pathOf(kind, namespace, object.name),
    collection: pathOf(kind, namespace),
  };
}

/** The parts of a manifest that say which object it is. */
export function identityOf(manifest: JsonObject): Parameters<typeof targetOf>[1] {
  const metadata = (manifest["metadata"] ?? {}) as JsonObject;
  const namespace = metadata["namespace"];
  return {
    apiVersion: asText(manifest["apiVersion"]),
    kind: asText(manifest["kind"]),
    name: asText(metadata["name"]),
    ...(typeof namespace === "string" && namespace !== "" && { namespace }),
  };
}
