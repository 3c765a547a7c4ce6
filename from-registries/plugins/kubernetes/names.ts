import { createHash, randomBytes } from "node:crypto";
import type { CheckCall } from "../protocol/provider";
import { isMap, type Value, type ValueMap, asText } from "../protocol/values";

export const AUTONAMED = "pulumi.com/autonamed";

/** The manifest's `metadata`; empty where it is missing or not known yet. */
export function metadataOf(object: ValueMap): ValueMap {
  return isMap(object["metadata"]) ? object["metadata"] : {};
}

export function annotationOf(object: ValueMap, name: string): Value | undefined {
  const annotations = metadataOf(object)["annotations"];
  return isMap(annotations) ? annotations[name] : undefined;
}

export function isAutonamed(object: ValueMap): boolean {
  return annotationOf(object, AUTONAMED) === "true";
}

/** Gives a manifest without a name the old generated one, or a new one from the engine's seed. */
export function withName(inputs: ValueMap, call: CheckCall): ValueMap {
  const metadata = inputs["metadata"] ?? {};
  // All of metadata may be unknown: nothing can be said before `up`.
  if (!isMap(metadata) || metadata["generateName"] !== undefined) return inputs;
  if (metadata["name"] !== undefined && metadata["name"] !== "") return inputs;
  const old = metadata["annotations"];
  const annotations = isMap(old) || old === undefined ? { ...old, [AUTONAMED]: "true" } : old;
  return { ...inputs, metadata: { ...metadata, name: generatedName(call), annotations } };
}

function generatedName(call: CheckCall): Value {
  const old = metadataOf(call.olds)["name"];
  if (isAutonamed(call.olds) && old !== undefined) return old;
  if (call.autonaming?.mode === "disable") {
    throw new Error("automatic naming is switched off: set metadata.name");
  }
  return call.autonaming?.proposedName || `${call.name}-${suffix(call.randomSeed)}`;
}

/** Eight hexadecimal digits; the same for the same seed. */
function suffix(seed: Uint8Array): string {
  if (seed.length === 0) return randomBytes(4).toString("hex");
  return createHash("sha256").update(seed).digest("hex").slice(0, 8);
}

/** `namespace/name`, or `name` for a kind that has no namespaces. */
export function idOf(object: ValueMap): string {
  const { name, namespace } = metadataOf(object);
  return typeof namespace === "string" ? `${namespace}/${asText(name)}` : asText(name);
}

/** `undefined` for text that is no id of ours. */
export function parseId(id: string): { namespace?: string; name: string } | undefined {
  const parts = id.split("/");
  if (parts.length > 2 || parts.some((part) => part === "")) return undefined;
  const [first = "", second] = parts;
  return second === undefined ? { name: first } : { namespace: first, name: second };
}
