import {
  asText,
  isMap,
  keepSecrets,
  Secret,
  type JsonObject,
  type ValueMap,
} from "../protocol/values";
import { metadataOf, newFieldManager } from "./names";

/** What the state keeps of an object beside the object itself. */
export interface Bookkeeping {
  readonly manager: string;
  readonly initialApiVersion: string;
}

/** As the state of before has it; for an object that is new to it, with a manager of its own. */
export function bookkeepingOf(olds: ValueMap, apiVersion: string): Bookkeeping {
  return {
    manager: asText(olds["__fieldManager"]) || newFieldManager(),
    initialApiVersion: asText(olds["__initialApiVersion"]) || apiVersion,
  };
}

/** The live object as resource properties, with the inputs and our own notes in it. */
export function toProperties(live: JsonObject, inputs: ValueMap, notes: Bookkeeping): ValueMap {
  const object = asValues(live);
  const metadata = { ...metadataOf(object) };
  delete metadata["managedFields"];
  const marked = keepSecrets({ ...object, metadata }, inputs) as ValueMap;
  // A Secret read without inputs (import) is secret all the same.
  if (live["kind"] === "Secret" && isMap(marked["data"])) {
    marked["data"] = new Secret(marked["data"]);
  }
  return {
    ...marked,
    __fieldManager: notes.manager,
    __initialApiVersion: notes.initialApiVersion,
    __inputs: inputs,
  };
}

/** What comes from the API server is plain JSON, a part of what values can be. */
export function asValues(live: JsonObject): ValueMap {
  return live;
}

/** Only for inputs without unknown values, their secrets opened. */
export function asManifest(inputs: ValueMap): JsonObject {
  return inputs as JsonObject;
}

/** What was last sent to the cluster; after a half-failed change it is ahead of the engine's view. */
export function previousInputs(call: { olds: ValueMap; oldInputs: ValueMap }): ValueMap {
  return isMap(call.olds["__inputs"]) ? call.olds["__inputs"] : call.oldInputs;
}
