import { isMap, reveal, Secret, type ValueMap } from "../protocol/values";

/** Turns a Secret's plain `stringData` into `data`, and marks all of it as secret. */
export function normaliseSecret(inputs: ValueMap): ValueMap {
  const { stringData, data, ...rest } = inputs;
  if (stringData === undefined && data === undefined) return inputs;
  const texts = stringData === undefined ? undefined : reveal(stringData);
  const old = data === undefined ? undefined : reveal(data);
  if (texts === undefined || texts === null) return { ...rest, data: new Secret(old ?? null) };
  if (!isMap(texts)) return { ...rest, data: new Secret(texts) }; // Known only at `up`.
  const encoded: ValueMap = {};
  for (const [key, text] of Object.entries(texts)) {
    encoded[key] = typeof text === "string" ? Buffer.from(text).toString("base64") : text;
  }
  return { ...rest, data: new Secret({ ...(isMap(old) ? old : {}), ...encoded }) };
}
