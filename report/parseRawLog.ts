import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { type RawResult, rawResultSchema } from "./rawResult";
import { type LogFault, quotation, type Refusal } from "./refusal";

const BEGIN = "tare-result begin v1";
const END = /^tare-result sha256 ([0-9a-f]{64})$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** The most that a Job may write, in bytes of the log; unpacked, four times as much. */
const MAX_BYTES = 1 << 20;

/** A whole result, or why there is none. */
export type ParsedLog =
  | { readonly kind: "result"; readonly result: RawResult }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/**
 * Reads the log of a benchmark Job. A log that is missing, cut or changed gives no figures at all:
 * the checksum is the last line, so whatever does not end with it is not whole.
 */
export function parseRawLog(text: string): ParsedLog {
  const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
  const first = lines.indexOf(BEGIN);
  if (first === -1) return noResult(lines);
  if (lines.includes(BEGIN, first + 1)) return refused("several-results");
  const rest = lines
    .slice(first + 1)
    .join("\n")
    .trimEnd()
    .split("\n");
  const digest = END.exec(rest.at(-1) ?? "")?.[1];
  if (digest === undefined) return refused("cut");
  return unpack(rest.slice(0, -1), digest);
}

function refused(fault: LogFault, detail?: string): ParsedLog {
  const more = detail === undefined ? {} : { detail: quotation(detail) };
  return { kind: "refused", refusal: { kind: "log", fault, ...more } };
}

/** The load generator's own last words are the best reason there is. */
function noResult(lines: readonly string[]): ParsedLog {
  const last = lines.filter((line) => line.trim() !== "").at(-1);
  return last === undefined ? refused("empty") : refused("no-result", last);
}

function unpack(body: readonly string[], digest: string): ParsedLog {
  const coded = body.join("");
  if (coded.length > MAX_BYTES) return refused("too-large");
  if (!body.every((line) => BASE64.test(line))) return refused("not-base64");
  let json: Buffer;
  try {
    json = gunzipSync(Buffer.from(coded, "base64"), { maxOutputLength: 4 * MAX_BYTES });
  } catch {
    return refused("not-packed");
  }
  if (createHash("sha256").update(json).digest("hex") !== digest) {
    return refused("other-checksum");
  }
  return validate(json.toString("utf8"));
}

function validate(json: string): ParsedLog {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return refused("not-json");
  }
  const parsed = rawResultSchema.safeParse(value);
  if (parsed.success) return { kind: "result", result: parsed.data };
  const [issue] = parsed.error.issues;
  return refused("other-shape", `${issue?.path.join(".")}: ${issue?.message}`);
}
