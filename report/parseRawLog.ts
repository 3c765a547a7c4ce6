import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { z } from "zod";
import { type RawResult, rawResultSchema } from "./rawResult";
import { type LogFault, quotation, type Refusal } from "./refusal";

const BEGIN = "tare-result begin v1";
const END = /^tare-result sha256 ([0-9a-f]{64})$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** The most that a Job may write, in bytes of the log; unpacked, four times as much. */
const MAX_BYTES = 1 << 20;

/** A whole result, or why there is none. */
export type ParsedLog<Result = RawResult> =
  { readonly kind: "result"; readonly result: Result } | Refused;

interface Refused {
  readonly kind: "refused";
  readonly refusal: Refusal;
}

/** Reads the log of a session of two arms. */
export function parseRawLog(text: string): ParsedLog {
  return parseLog(text, rawResultSchema);
}

/**
 * Reads the log of a benchmark Job. A log that is missing, cut or changed gives no figures at all:
 * the checksum is the last line, so whatever does not end with it is not whole.
 */
export function parseLog<Result>(text: string, schema: z.ZodType<Result>): ParsedLog<Result> {
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
  return unpack(rest.slice(0, -1), digest, schema);
}

function refused(fault: LogFault, detail?: string): Refused {
  const more = detail === undefined ? {} : { detail: quotation(detail) };
  return { kind: "refused", refusal: { kind: "log", fault, ...more } };
}

/** The load generator's own last words are the best reason there is. */
function noResult(lines: readonly string[]): Refused {
  const last = lines.filter((line) => line.trim() !== "").at(-1);
  return last === undefined ? refused("empty") : refused("no-result", last);
}

function unpack<Result>(
  body: readonly string[],
  digest: string,
  schema: z.ZodType<Result>,
): ParsedLog<Result> {
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
  return validate(json.toString("utf8"), schema);
}

function validate<Result>(json: string, schema: z.ZodType<Result>): ParsedLog<Result> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return refused("not-json");
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { kind: "result", result: parsed.data };
  const [issue] = parsed.error.issues;
  return refused("other-shape", `${issue?.path.join(".")}: ${issue?.message}`);
}
