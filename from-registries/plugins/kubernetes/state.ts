import { randomBytes } from "node:crypto";
import {
  asText,
  isMap,
  keepSecrets,
  Secret,
  type JsonObject,
  type ValueMap,
} from "../protocol/values";
import { metadataOf } from "./names";

/** What the state keeps of an object beside the object itself. */
export interface Bookkeeping {
  /** The manager that owns this object's fields from its first update on. */
  readonly manager: string;
  readonly initialApiVersion: string;
}

/** As the state of before has it; for an object that is new to it, with a manager of its own. */
export function bookkeepingOf(olds: ValueMap, apiVersion: string): Bookkeeping {
  const manager = `pulumi-kubernetes-${randomBytes(4).toString("hex")}`;
  return {
    manager: asText(olds["__fieldManager"]) || manager,
    initialApiVersion: asText(olds["__initialApiVersion"]) || apiVersion,
  };
}

/** The live object as resource properties, with the inputs and our own notes in it. */
export function toProperties(live: JsonObject, inputs: ValueMap, notes: Bookkeeping): ValueMap {
  const metadata = { ...metadataOf(live) };
  delete metadata["managedFields"];
  const marked = keepSecrets({ ...live, metadata }, inputs) as ValueMap;
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

/** What was last sent to the cluster; after a half-failed change it is ahead of the engine's view. */
export function previousInputs(call: { olds: ValueMap; oldInputs: ValueMap }): ValueMap {
  return isMap(call.olds["__inputs"]) ? call.olds["__inputs"] : call.oldInputs;
}
