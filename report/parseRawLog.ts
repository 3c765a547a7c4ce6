import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { type RawResult, rawResultSchema } from "./rawResult";

const BEGIN = "tare-result begin v1";
const END = /^tare-result sha256 ([0-9a-f]{64})$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** The most that a Job may write, in bytes of the log; unpacked, four times as much. */
const MAX_BYTES = 1 << 20;

/** A whole result, or why there is none. */
export type ParsedLog =
  | { readonly kind: "result"; readonly result: RawResult }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * Reads the log of a benchmark Job. A log that is missing, cut or changed gives no figures at all:
 * the checksum is the last line, so whatever does not end with it is not whole.
 */
export function parseRawLog(text: string): ParsedLog {
  const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
  const first = lines.indexOf(BEGIN);
  if (first === -1) return refused(noResult(lines));
  if (lines.includes(BEGIN, first + 1)) return refused("the log holds more than one result");
  const rest = lines
    .slice(first + 1)
    .join("\n")
    .trimEnd()
    .split("\n");
  const digest = END.exec(rest.at(-1) ?? "")?.[1];
  if (digest === undefined) return refused("the log is cut: its last line is not the checksum");
  return unpack(rest.slice(0, -1), digest);
}

function refused(reason: string): ParsedLog {
  return { kind: "refused", reason };
}

/** The load generator's own last words are the best reason there is. */
function noResult(lines: readonly string[]): string {
  const last = lines.filter((line) => line.trim() !== "").at(-1);
  return last === undefined ? "the log is empty" : `the log holds no result; it ends: ${last}`;
}

function unpack(body: readonly string[], digest: string): ParsedLog {
  const coded = body.join("");
  if (coded.length > MAX_BYTES) return refused("the result is larger than 1 MiB");
  if (!body.every((line) => BASE64.test(line))) return refused("the result is not base64");
  let json: Buffer;
  try {
    json = gunzipSync(Buffer.from(coded, "base64"), { maxOutputLength: 4 * MAX_BYTES });
  } catch {
    return refused("the result cannot be unpacked");
  }
  if (createHash("sha256").update(json).digest("hex") !== digest) {
    return refused("the checksum does not fit the result");
  }
  return validate(json.toString("utf8"));
}

function validate(json: string): ParsedLog {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return refused("the result is not JSON");
  }
  const parsed = rawResultSchema.safeParse(value);
  if (parsed.success) return { kind: "result", result: parsed.data };
  const [issue] = parsed.error.issues;
  return refused(`the result has another shape: ${issue?.path.join(".")}: ${issue?.message}`);
}
