import { type Json, type JsonObject, asText } from "../protocol/values";
import { metadataOf } from "./names";

/** The manager named in creations; later changes are applied by a manager of the object's own. */
export const CREATOR = "pulumi-kubernetes";

/** Whose fields are taken over before an update, so that a field can also be taken away again. */
const TAKEN_OVER: Readonly<Record<string, RegExp>> = {
  Apply: /^kubectl/,
  Update: /^(kubectl|before-first-apply|pulumi-kubernetes|pulumi-resource-kubernetes)/,
};

/** The object's managers with those fields in `manager`'s hand; `undefined` where there are none. */
export function takeOver(live: JsonObject, manager: string): Json[] | undefined {
  const entries = (metadataOf(live)["managedFields"] ?? []) as JsonObject[];
  const whole = entries.filter((entry) => asText(entry["subresource"]) === "");
  const own = whole.find((entry) => entry["manager"] === manager && entry["operation"] === "Apply");
  const taken = whole.filter((entry) => entry !== own && isTaken(entry));
  const first = taken[0];
  if (first === undefined) return undefined;
  const fieldsV1 = [own, ...taken].reduce<JsonObject>(
    (all, entry) => union(all, (entry?.["fieldsV1"] ?? {}) as JsonObject),
    {},
  );
  const merged = { ...(own ?? first), manager, operation: "Apply", fieldsV1 };
  return [...entries.filter((entry) => entry !== own && !taken.includes(entry)), merged];
}

function isTaken(entry: JsonObject): boolean {
  return TAKEN_OVER[asText(entry["operation"])]?.test(asText(entry["manager"])) === true;
}

function union(one: JsonObject, other: JsonObject): JsonObject {
  const all: JsonObject = { ...one };
  for (const [key, value] of Object.entries(other)) {
    all[key] = union((all[key] ?? {}) as JsonObject, value as JsonObject);
  }
  return all;
}
