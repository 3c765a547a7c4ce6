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
  // Lists of plain values are compared whole; of objects only those that the program gave.
  if (!Array.isArray(input) || !Array.isArray(live) || !live.every(isMap)) return live;
  return input.slice(0, live.length).map((item, index) => refreshed(item, live[index] ?? null));
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
  const given = Object.entries(metadataOf(live)).filter(([key]) => !SERVER_FIELDS.includes(key));
  const inputs: ValueMap = { ...live, metadata: Object.fromEntries(given) };
  delete inputs["status"];
  return inputs;
}
