/** How the engine writes a value that is not known yet (only in a preview). */
const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** A value that only `up` will know. */
export class Unknown {
  readonly kind = "unknown";
}
export const unknown = new Unknown();

/** A value that the engine encrypts in the state and hides in what it prints. */
export class Secret {
  constructor(readonly value: Value) {}
}

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json | undefined;
}

/** JSON with unknown and secret values anywhere inside. */
export type Value = null | boolean | number | string | Value[] | ValueMap | Unknown | Secret;
export interface ValueMap {
  [key: string]: Value | undefined;
}

export function isMap(value: Value | undefined): value is ValueMap {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof Secret)
  );
}

/** Reads what the engine wrote: markers become {@link unknown} and {@link Secret}. */
export function decode(json: Json | undefined): Value {
  if (json === undefined || json === null) return null;
  if (json === UNKNOWN_TEXT) return unknown;
  if (Array.isArray(json)) return json.map(decode);
  if (typeof json !== "object") return json;
  if (json[SIGNATURE] === SECRET) return new Secret(decode(json["value"]));
  if (json[SIGNATURE] === OUTPUT) return decodeOutput(json);
  return decodeMap(json);
}

export function decodeMap(json: JsonObject): ValueMap {
  // fromEntries, here and below: even a key like __proto__ is only a key.
  return Object.fromEntries(Object.entries(json).map(([key, item]) => [key, decode(item)]));
}

function decodeOutput(json: JsonObject): Value {
  const value = "value" in json ? decode(json["value"]) : unknown;
  return json["secret"] === true ? new Secret(value) : value;
}

/** Writes a value for the engine. */
export function encode(value: Value): Json {
  if (value instanceof Unknown) return UNKNOWN_TEXT;
  if (value instanceof Secret) return { [SIGNATURE]: SECRET, value: encode(value.value) };
  if (Array.isArray(value)) return value.map(encode);
  return isMap(value) ? encodeMap(value) : value;
}

export function encodeMap(map: ValueMap): JsonObject {
  return Object.fromEntries(given(map).map(([key, item]) => [key, encode(item)]));
}

/** The same value with every secret opened. */
export function reveal(value: Value): Value {
  if (value instanceof Secret) return reveal(value.value);
  if (Array.isArray(value)) return value.map(reveal);
  return isMap(value) ? revealMap(value) : value;
}

export function revealMap(map: ValueMap): ValueMap {
  return Object.fromEntries(given(map).map(([key, item]) => [key, reveal(item)]));
}

export function hasUnknown(value: Value | undefined): boolean {
  if (value instanceof Unknown) return true;
  if (value instanceof Secret) return hasUnknown(value.value);
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isMap(value) && Object.values(value).some(hasUnknown);
}

export function hasSecret(value: Value | undefined): boolean {
  if (value instanceof Secret) return true;
  if (Array.isArray(value)) return value.some(hasSecret);
  return isMap(value) && Object.values(value).some(hasSecret);
}

/** Marks in `outputs` as secret what is secret at the same place in `inputs`. */
export function keepSecrets(outputs: Value, inputs: Value | undefined): Value {
  if (inputs instanceof Secret) return outputs instanceof Secret ? outputs : new Secret(outputs);
  if (!hasSecret(inputs)) return outputs;
  if (isMap(outputs) && isMap(inputs)) {
    return Object.fromEntries(
      given(outputs).map(([key, item]) => [key, keepSecrets(item, inputs[key])]),
    );
  }
  if (Array.isArray(outputs) && Array.isArray(inputs) && outputs.length === inputs.length) {
    return outputs.map((item, index) => keepSecrets(item, inputs[index]));
  }
  return new Secret(outputs);
}

/** A plain value as text; empty for none. */
export function asText(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function given(map: ValueMap): [string, Value][] {
  return Object.entries(map).filter((entry): entry is [string, Value] => entry[1] !== undefined);
}
