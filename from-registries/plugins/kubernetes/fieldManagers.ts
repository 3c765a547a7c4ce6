import { type Json, type JsonObject, asText } from "../protocol/values";

/** The manager named in creations; later changes are applied by a manager of the object's own. */
export const CREATOR = "pulumi-kubernetes";

/** Whose fields are taken over before an update, so that a field can also be taken away again. */
const TAKEN_OVER: readonly { readonly prefix: string; readonly operations: readonly string[] }[] = [
  { prefix: "kubectl", operations: ["Apply", "Update"] },
  { prefix: "before-first-apply", operations: ["Update"] },
  { prefix: "pulumi-kubernetes", operations: ["Update"] },
  { prefix: "pulumi-resource-kubernetes", operations: ["Update"] },
];

/** An interrupted creation leaves its own apply manager behind; only an upsert may take that. */
const ORPHANED = { prefix: "pulumi-kubernetes-", operations: ["Apply"] };

/** `undefined` where nothing has to be taken over. */
export function takeOver(
  live: JsonObject,
  manager: string,
  options: { readonly orphans?: boolean } = {},
): Json[] | undefined {
  const entries = managedFields(live);
  const rules = options.orphans === true ? [...TAKEN_OVER, ORPHANED] : TAKEN_OVER;
  const isOurs = (entry: JsonObject): boolean => isApplyBy(entry, manager);
  const taken = entries.filter((entry) => !isOurs(entry) && isTaken(entry, rules));
  const first = taken[0];
  if (first === undefined) return undefined;
  const own = entries.find(isOurs);
  const fields = [own, ...taken].reduce<JsonObject>(
    (all, entry) => union(all, (entry?.["fieldsV1"] ?? {}) as JsonObject),
    {},
  );
  const merged: JsonObject = {
    ...(own ?? first),
    manager,
    operation: "Apply",
    fieldsType: "FieldsV1",
    fieldsV1: fields,
  };
  return [...entries.filter((entry) => entry !== own && !taken.includes(entry)), merged];
}

/** Whether a conflict names only managers whose fields the real update would take over. */
export function onlyWithTakenOver(conflicts: readonly { readonly message: string }[]): boolean {
  return (
    conflicts.length > 0 &&
    conflicts.every(({ message }) => {
      const manager = /conflict with "([^"]+)"/.exec(message)?.[1] ?? "";
      const byUpdate = / using /.test(message); // Names of apply managers come without a version.
      return TAKEN_OVER.some(
        ({ prefix, operations }) =>
          manager.startsWith(prefix) && (byUpdate || operations.includes("Apply")),
      );
    })
  );
}

function isTaken(entry: JsonObject, rules: typeof TAKEN_OVER): boolean {
  if (entry["subresource"] !== undefined && entry["subresource"] !== "") return false;
  return rules.some(
    ({ prefix, operations }) =>
      asText(entry["manager"]).startsWith(prefix) &&
      operations.includes(asText(entry["operation"])),
  );
}

function isApplyBy(entry: JsonObject, manager: string): boolean {
  return (
    entry["manager"] === manager &&
    entry["operation"] === "Apply" &&
    (entry["subresource"] ?? "") === ""
  );
}

function managedFields(object: JsonObject): JsonObject[] {
  return ((object["metadata"] as JsonObject)["managedFields"] ?? []) as JsonObject[];
}

function union(one: JsonObject, other: JsonObject): JsonObject {
  const all: JsonObject = { ...one };
  for (const [key, value] of Object.entries(other)) {
    all[key] = union((all[key] ?? {}) as JsonObject, value as JsonObject);
  }
  return all;
}
