import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { decodeMap, encodeMap, type ValueMap } from "./values";

/** The engine's property bag as values; an absent one is empty. */
export function fromStruct(struct: Struct | undefined): ValueMap {
  return struct === undefined ? {} : decodeMap(struct.toJavaScript());
}

export function toStruct(map: ValueMap): Struct {
  return Struct.fromJavaScript(encodeMap(map) as never);
}
