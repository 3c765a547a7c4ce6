import { coveredTime, type TrialRefusal, type Verdict, verdictOf } from "./judgement";
import { failedRequests } from "./load";
import { type Moment, momentsOf, podsAt, serves, timeOf } from "./timeline";
import type { Trial } from "./trialRun";

/** One rolling update under load. */
export interface Rollout {
  readonly number: number;
  readonly refusal?: TrialRefusal;
  /** From the order until every pod of before has gone and those in their place serve. */
  readonly seconds?: number;
  /** Pods that were replaced. */
  readonly pods?: number;
  /** Requests that were due in the window. */
  readonly requests?: number;
  readonly failed?: number;
  readonly firstError?: string;
}

export interface Rollouts {
  readonly all: readonly Rollout[];
  readonly planned: number;
  /** Of those that were not refused. */
  readonly requests: number;
  readonly failed: number;
  readonly verdict: Verdict;
}

export function judgeRollouts(trials: readonly Trial[], planned: number): Rollouts {
  const all = trials.filter(({ kind }) => kind === "rollout").map(judgeRollout);
  const seen = all.filter(({ refusal }) => refusal === undefined);
  const sum = (field: "requests" | "failed"): number =>
    seen.reduce((total, one) => total + (one[field] ?? 0), 0);
  const held = all.map(({ refusal, failed }) => (refusal ? undefined : failed === 0));
  const unmade = Array<undefined>(Math.max(0, planned - all.length)).fill(undefined);
  return {
    all,
    planned,
    requests: sum("requests"),
    failed: sum("failed"),
    verdict: verdictOf([...held, ...unmade]),
  };
}

/** A rollout counts only where the load was there from the order to the end of the last old pod. */
export function judgeRollout(trial: Trial): Rollout {
  const { number, load, missing, timeline } = trial;
  const covered = coveredTime(trial);
  if (load === undefined || covered === undefined || missing !== undefined) {
    return { number, refusal: { kind: "missing", detail: missing ?? "there was no load" } };
  }
  const begin = timeOf("rollout", timeline);
  if (begin === undefined || begin < covered.from) return { number, refusal: { kind: "not-done" } };
  const moments = momentsOf("service", timeline);
  const old = new Set(podsAt(begin, moments).map(({ uid }) => uid));
  if (old.size === 0) return { number, refusal: { kind: "not-done" } };
  const end = replacedAt(
    old,
    moments.filter(({ at }) => at > begin),
  );
  if (end === undefined || end > covered.to) return { number, refusal: { kind: "not-ended" } };
  return {
    number,
    seconds: (end - begin) / 1_000,
    pods: old.size,
    requests: load.planned,
    failed: failedRequests(load),
    ...(load.firstError !== null && { firstError: load.firstError }),
  };
}

/** The first moment at which no old pod is left, and all that are there serve. */
function replacedAt(old: ReadonlySet<string>, moments: readonly Moment[]): number | undefined {
  return moments.find(
    ({ pods }) => pods.length > 0 && pods.every((pod) => !old.has(pod.uid) && serves(pod)),
  )?.at;
}
