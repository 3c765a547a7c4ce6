import type { RawResult } from "./rawResult";

/** Above this share of the cores it can use, the generator may have been the limit. */
const GENERATOR_LIMIT = 0.9;
/** Above this share of the requests, failed ones make the rate a rate of something else. */
const FAILED_LIMIT = 0.001;
/** Above these shares a figure still stands, with a remark. */
const STEAL_REMARK = 0.01;
const FULL_REMARK = 0.95;

/** Whether a figure may be quoted, and how. */
export type Verdict =
  | { readonly kind: "valid"; readonly remarks: readonly string[] }
  /** The server may be faster than this: the figure is a lower bound. */
  | {
      readonly kind: "generator-bound";
      readonly reason: string;
      readonly remarks: readonly string[];
    }
  /** There is no figure. */
  | { readonly kind: "refused"; readonly reason: string };

/** Judges one measurement. wrk's latency plays no part: see `littlesLaw.ts`. */
export function judge(result: RawResult): Verdict {
  const failure = failed(result);
  if (failure !== undefined) return { kind: "refused", reason: failure };
  const remarks = remarksOn(result);
  const { utilisation, usableCores } = result.generator;
  if (utilisation <= GENERATOR_LIMIT) return { kind: "valid", remarks };
  const share = `${Math.round(utilisation * 100)} %`;
  const cores = usableCores === 1 ? "one core" : `${usableCores} cores`;
  const reason = `the load generator was busy for ${share} of the ${cores} it can use`;
  return { kind: "generator-bound", reason, remarks };
}

function failed({ wrk }: RawResult): string | undefined {
  if (wrk.requests === 0 || wrk.durationMicros === 0) return "no request was answered";
  const { status } = wrk.errors;
  if (status > 0) return `${status} of ${wrk.requests} answers were not a success`;
  const lost = lostRequests(wrk.errors);
  if (lost <= wrk.requests * FAILED_LIMIT) return undefined;
  return `${lost} requests failed beside ${wrk.requests} that were answered`;
}

function remarksOn({ machine, wrk }: RawResult): string[] {
  const remarks: string[] = [];
  const { busyCores, cores, stealShare } = machine;
  if (busyCores !== null && cores !== null && busyCores > cores * FULL_REMARK) {
    remarks.push("the machine had no idle core left, so server and generator held each other up");
  }
  if (stealShare !== null && stealShare > STEAL_REMARK) {
    remarks.push(`${(stealShare * 100).toFixed(1)} % of the CPU time went to other guests`);
  }
  const lost = lostRequests(wrk.errors);
  if (lost > 0) remarks.push(`${lost} requests failed`);
  return remarks;
}

/** Requests that got no answer at all. */
function lostRequests({ connect, read, write, timeout }: RawResult["wrk"]["errors"]): number {
  return connect + read + write + timeout;
}
