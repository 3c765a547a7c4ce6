import { isMap, type Value, type ValueMap } from "../protocol/values";
import { metadataOf } from "./names";

/**
 * The inputs after a refresh: what the program had set, with the values found on the cluster. What
 * others added (a label, replicas set by an autoscaler) is not taken in, so it is no difference.
 */
export function refreshedInputs(inputs: ValueMap, live: ValueMap): ValueMap {
  const found: [string, Value][] = [];
  for (const [key, input] of Object.entries(inputs)) {
    if (input === undefined) continue;
    const now = live[key];
    if (now !== undefined && now !== null) found.push([key, refreshed(input, now)]);
    // The server leaves out values that say nothing; that they are missing is no change.
    else if (isEmpty(input)) found.push([key, input]);
  }
  return Object.fromEntries(found);
}

function refreshed(input: Value, live: Value): Value {
  if (isMap(input) && isMap(live)) return refreshedInputs(input, live);
  if (Array.isArray(input) && Array.isArray(live)) {
    // Lists of plain values are compared whole; of objects only those that the program gave.
    if (!live.every(isMap)) return live;
    return input.slice(0, live.length).map((item, index) => refreshed(item, live[index] ?? null));
  }
  return isSameQuantity(input, live) ? input : live;
}

function isEmpty(value: Value): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isMap(value))
    return Object.values(value).every((item) => item === undefined || isEmpty(item));
  return value === false || value === 0 || value === "" || value === null;
}

const SERVER_FIELDS = [
  ...["uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "selfLink"],
  ...["deletionTimestamp", "deletionGracePeriodSeconds", "ownerReferences", "finalizers"],
];

/** The inputs of an imported object: the live one without what only the server writes. */
export function importedInputs(live: ValueMap): ValueMap {
  const metadata: ValueMap = {};
  for (const [key, value] of Object.entries(metadataOf(live))) {
    if (!SERVER_FIELDS.includes(key)) metadata[key] = value;
  }
  const inputs: ValueMap = { ...live, metadata };
  delete inputs["status"];
  return inputs;
}

const SCALE: Readonly<Record<string, number>> = {
  ...{ n: 1e-9, u: 1e-6, m: 1e-3, "": 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50 },
};

/** The server writes quantities its own way: "1000m" comes back as "1". */
export function isSameQuantity(one: Value, other: Value): boolean {
  const left = quantity(one);
  return left !== undefined && left === quantity(other);
}

function quantity(value: Value): number | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const parts = /^(\d+(?:\.\d+)?)(n|u|m|k|[KMGTP]i|[MGTP])?$/.exec(String(value));
  const scale = SCALE[parts?.[2] ?? ""];
  if (parts === null || scale === undefined) return undefined;
  return Number((Number(parts[1]) * scale).toPrecision(12));
}
