import { parseRawLog } from "../parseRawLog";
import type { RawResult } from "../rawResult";
import { quotation, type Refusal } from "../refusal";
import type { Measurement } from "../report";
import { type JudgedSlice, judgeSlices } from "./judgeSlices";
import { refusalOf } from "./refuse";

/** One start of both servers: what its Job has measured, or why nothing of it may be quoted. */
export type ReadStart =
  | { readonly job: string; readonly refusal: Refusal }
  | { readonly job: string; readonly result: RawResult; readonly slices: readonly JudgedSlice[] };

/** A start that was not refused. */
export type AcceptedStart = Extract<ReadStart, { readonly result: RawResult }>;

/** Reads the log of one Job and judges it. */
export function readStart({ job, images, log, missing }: Measurement): ReadStart {
  const refuse = (refusal: Refusal): ReadStart => ({ job, refusal });
  if (log === undefined) {
    return refuse({ kind: "missing", ...(missing && { detail: quotation(missing) }) });
  }
  const parsed = parseRawLog(log);
  if (parsed.kind === "refused") return refuse(parsed.refusal);
  const { result } = parsed;
  const names = result.arms.map(({ name }) => name);
  if (names.some((name) => !(name in images))) return refuse({ kind: "other-arms", found: names });
  const refusal = refusalOf(result);
  return refusal === undefined ? { job, result, slices: judgeSlices(result) } : refuse(refusal);
}
