import type { RawResult } from "./rawResult";

/** Above this share of the cores it can use, the generator may have been the limit. */
const GENERATOR_LIMIT = 0.9;
/** Above this share of the requests, failed ones make the rate a rate of something else. */
const FAILED_LIMIT = 0.001;
/** Share of the machine that other programs may use; an idle control plane takes half of it. */
const FOREIGN_LIMIT = 0.15;
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
  /** Other programs took CPU that the server could have had: the figure is likely too low. */
  | { readonly kind: "noisy"; readonly reason: string; readonly remarks: readonly string[] }
  /** There is no figure. */
  | { readonly kind: "refused"; readonly reason: string };

/** Judges one measurement. wrk's latency plays no part: see `littlesLaw.ts`. */
export function judge(result: RawResult): Verdict {
  const failure = failed(result);
  if (failure !== undefined) return { kind: "refused", reason: failure };
  const remarks = remarksOn(result);
  const noise = noiseIn(result);
  const { utilisation, usableCores } = result.generator;
  if (utilisation <= GENERATOR_LIMIT) {
    return noise === undefined
      ? { kind: "valid", remarks }
      : { kind: "noisy", reason: noise, remarks };
  }
  const share = `${Math.round(utilisation * 100)} %`;
  const cores = usableCores === 1 ? "one core" : `${usableCores} cores`;
  const reason = `the load generator was busy for ${share} of the ${cores} it can use`;
  return { kind: "generator-bound", reason, remarks: noise ? [...remarks, noise] : remarks };
}

/** CPU that neither the server, nor the generator, nor the kernel's network work accounts for. */
function foreignCores({ machine, subjectUse, generator }: RawResult): number | undefined {
  if (machine.busyCores === null || !subjectUse.cpu.known) return undefined;
  const load = (generator.userSeconds + generator.systemSeconds) / generator.wallSeconds;
  return machine.busyCores - (machine.irqCores ?? 0) - subjectUse.cpu.cores - load;
}

function noiseIn(result: RawResult): string | undefined {
  const foreign = foreignCores(result);
  const { cores } = result.machine;
  if (foreign === undefined || cores === null || foreign <= cores * FOREIGN_LIMIT) return undefined;
  return `other programs used ${foreign.toFixed(1)} of the machine's ${cores} cores meanwhile`;
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
    remarks.push(
      "the machine had no idle core left, so the rate is of server and generator together",
    );
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
