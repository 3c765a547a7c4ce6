import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { decodeMap, encodeMap, type JsonObject, type ValueMap } from "./values";

/** The engine's property bag as values; an absent one is empty. */
export function fromStruct(struct: Struct | undefined): ValueMap {
  return struct === undefined ? {} : decodeMap(struct.toJavaScript() as JsonObject);
}

export function toStruct(map: ValueMap): Struct {
  return Struct.fromJavaScript(encodeMap(map) as never);
}
