import { coveredTime, loadsOf, type TrialRefusal, type Verdict, verdictOf } from "./judgement";
import { type Requests, requestsOf } from "./load";
import { type Moment, momentsOf, podsAt, serves, timeOf } from "./timeline";
import type { Trial } from "./trialRun";

/** One rolling update under load. Requests are absent where nothing can be said of it. */
export interface Rollout extends Partial<Requests> {
  readonly number: number;
  readonly refusal?: TrialRefusal;
  /** From the order until every pod of before has gone and those in their place serve, if seen. */
  readonly seconds?: number;
  /** Pods that were replaced. */
  readonly pods?: number;
}

/** Requests are of those that were not refused. */
export interface Rollouts extends Requests {
  readonly all: readonly Rollout[];
  readonly planned: number;
  readonly verdict: Verdict;
}

export function judgeRollouts(trials: readonly Trial[], planned: number): Rollouts {
  const made = trials.filter(({ kind }) => kind === "rollout");
  const all = made.map(judgeRollout);
  const seen = made.filter((_, index) => all[index].refusal === undefined);
  const held = all.map(({ refusal, failed }) => (refusal ? undefined : failed === 0));
  const unmade = Array<undefined>(Math.max(0, planned - all.length)).fill(undefined);
  return {
    all,
    planned,
    ...requestsOf(seen.flatMap(loadsOf)),
    verdict: verdictOf([...held, ...unmade]),
  };
}

/**
 * A rollout counts only where the load was there from the order to the end of the last old pod; but what
 * failed until then has failed, however it went on.
 */
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
  const isSeen = end !== undefined && end <= covered.to;
  const requests = requestsOf(loadsOf(trial));
  if (!isSeen && requests.failed === 0) return { number, refusal: { kind: "not-ended" } };
  return {
    number,
    ...(isSeen && { seconds: (end - begin) / 1_000 }),
    pods: old.size,
    ...requests,
  };
}

/** The first moment at which no old pod is left, and all that are there serve. */
function replacedAt(old: ReadonlySet<string>, moments: readonly Moment[]): number | undefined {
  return moments.find(
    ({ pods }) => pods.length > 0 && pods.every((pod) => !old.has(pod.uid) && serves(pod)),
  )?.at;
}
