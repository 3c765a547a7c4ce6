import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { hashSync } from "bcryptjs";
import { asText, Secret, type Value, type ValueMap } from "../protocol/values";
import { drawCharacters, readCharacterSettings, shuffle } from "./characters";

export interface Drawn {
  readonly id: string;
  readonly outputs: ValueMap;
}

interface Generator {
  /** What a preview cannot know. */
  readonly results: readonly string[];
  /** Inputs that count as given when they are not. */
  defaults(inputs: ValueMap): ValueMap;
  /** Throws where the inputs make no sense. */
  draw(inputs: ValueMap): Drawn;
}

const none = (): ValueMap => ({});

function characterDefaults(inputs: ValueMap): ValueMap {
  const { use, least } = readCharacterSettings({ ...inputs, ...ANY_LENGTH });
  return {
    ...{ lower: use.lower, upper: use.upper, special: use.special },
    ...{ numeric: use.numeric, number: use.numeric },
    ...{ minLower: least.lower, minUpper: least.upper },
    ...{ minNumeric: least.numeric, minSpecial: least.special },
  };
}
/** The lengths are checked when the value is drawn. */
const ANY_LENGTH = { length: Number.MAX_SAFE_INTEGER };

const password: Generator = {
  results: ["bcryptHash", "id", "result"],
  defaults: characterDefaults,
  draw: (inputs) => {
    const result = drawCharacters(readCharacterSettings(inputs));
    const hash = hashSync(Buffer.from(result).subarray(0, 72).toString(), 10);
    const outputs = {
      __meta: '{"schema_version":"3"}',
      bcryptHash: new Secret(hash),
      result: new Secret(result),
      id: "none",
    };
    return { id: "none", outputs };
  },
};

const string: Generator = {
  results: ["id", "result"],
  defaults: characterDefaults,
  draw: (inputs) => {
    const result = drawCharacters(readCharacterSettings(inputs));
    return { id: result, outputs: { __meta: '{"schema_version":"2"}', result, id: result } };
  },
};

const id: Generator = {
  results: ["b64Std", "b64Url", "dec", "hex", "id"],
  defaults: none,
  draw: (inputs) => {
    const bytes = randomBytes(wholeNumber(inputs, "byteLength", 1));
    const prefix = asText(inputs["prefix"]);
    const hex = bytes.toString("hex");
    const plain = bytes.toString("base64url");
    const outputs = {
      b64Std: prefix + bytes.toString("base64"),
      b64Url: prefix + plain,
      dec: prefix + BigInt(`0x${hex}`).toString(),
      hex: prefix + hex,
      id: plain,
    };
    return { id: plain, outputs };
  },
};

const bytes: Generator = {
  results: ["base64", "hex"],
  defaults: none,
  draw: (inputs) => {
    const drawn = randomBytes(wholeNumber(inputs, "length", 1));
    const base64 = drawn.toString("base64");
    const hex = new Secret(drawn.toString("hex"));
    return { id: base64, outputs: { base64: new Secret(base64), hex } };
  },
};

const integer: Generator = {
  results: ["id", "result"],
  defaults: none,
  draw: (inputs) => {
    const min = wholeNumber(inputs, "min", Number.MIN_SAFE_INTEGER);
    const max = wholeNumber(inputs, "max", min);
    const result = randomInt(min, max + 1);
    return { id: String(result), outputs: { result, id: String(result) } };
  },
};

const shuffled: Generator = {
  results: ["id", "results"],
  defaults: none,
  draw: (inputs) => {
    const items = (inputs["inputs"] ?? []) as Value[];
    const count = Number(inputs["resultCount"] ?? items.length);
    // More results than items: whole further rounds, as the official plugin has it.
    const results: Value[] = [];
    while (items.length > 0 && results.length < count) results.push(...shuffle(items));
    return { id: "-", outputs: { results: results.slice(0, count), id: "-" } };
  },
};

const uuid: Generator = {
  results: ["id", "result"],
  defaults: none,
  draw: () => {
    const result = randomUUID();
    return { id: result, outputs: { result, id: result } };
  },
};

/** The closed list, by resource type. */
export const GENERATORS: Readonly<Record<string, Generator>> = {
  "random:index/randomPassword:RandomPassword": password,
  "random:index/randomString:RandomString": string,
  "random:index/randomId:RandomId": id,
  "random:index/randomBytes:RandomBytes": bytes,
  "random:index/randomInteger:RandomInteger": integer,
  "random:index/randomShuffle:RandomShuffle": shuffled,
  "random:index/randomUuid:RandomUuid": uuid,
};

function wholeNumber(inputs: ValueMap, name: string, least: number): number {
  const value = Number(inputs[name]);
  if (!Number.isInteger(value) || value < least) {
    throw new Error(
      `'${name}' (${asText(inputs[name])}) must be a whole number of at least ${least}`,
    );
  }
  return value;
}
