import {
  coveredTime,
  largest,
  loadsOf,
  type TrialRefusal,
  type Verdict,
  verdictOf,
} from "./judgement";
import { type Requests, requestsOf } from "./load";
import { momentsOf, podsAt, serves, type Timeline } from "./timeline";
import type { Trial } from "./trialRun";

/** How long an eviction may be held up by the budget, in seconds. */
export const LONGEST_BLOCK = 120;
/** Pods that must serve at any time. */
export const FEWEST_READY = 1;

/**
 * Evictions one after another through the eviction API, as a drain makes them. Requests are absent where
 * the load did not last from the first eviction to the last.
 */
export interface Evictions extends Partial<Requests> {
  readonly planned: number;
  readonly refusal?: TrialRefusal;
  /** Of each that was let through, from the first question to the answer, in seconds. */
  readonly blocks: readonly number[];
  /** Questions that were answered with "not now". */
  readonly heldUp: number;
  readonly longestBlock?: number;
  /** Pods that served, at the worst moment. */
  readonly fewestReady?: number;
  readonly verdict: Verdict;
}

export function judgeEvictions(trial: Trial | undefined, planned: number): Evictions {
  const nothing = { planned, blocks: [], heldUp: 0, verdict: "refused" } as const;
  if (trial === undefined) return { ...nothing, refusal: { kind: "not-done" } };
  const { timeline, missing } = trial;
  if (missing !== undefined) return { ...nothing, refusal: { kind: "missing", detail: missing } };
  const asked = timeline.filter((one) => one.kind === "eviction");
  const first = asked.at(0);
  if (first === undefined) return { ...nothing, refusal: { kind: "not-done" } };
  const { done, open } = blocksOf(timeline);
  const longestBlock = largest([...done, ...open]);
  const fewestReady = fewestFrom(first.at, timeline);
  const neverDown = fewestReady === undefined ? undefined : fewestReady >= FEWEST_READY;
  const unblocked = [...done.map((block) => block <= LONGEST_BLOCK), ...open.map(() => false)];
  const unmade = Array<undefined>(Math.max(0, planned - unblocked.length)).fill(undefined);
  return {
    planned,
    blocks: done,
    heldUp: asked.filter(({ accepted }) => !accepted).length,
    longestBlock,
    fewestReady,
    ...loadOf(trial, first.at, asked[asked.length - 1].at),
    verdict: verdictOf([neverDown, ...unblocked, ...unmade]),
  };
}

/** Of each pod, from the first question; `open`: what was not let through until the last one. */
function blocksOf(timeline: Timeline): { readonly done: number[]; readonly open: number[] } {
  const begun = new Map<string, { readonly from: number; to: number }>();
  const done: number[] = [];
  for (const one of timeline) {
    if (one.kind !== "eviction") continue;
    const block = begun.get(one.uid) ?? { from: one.at, to: one.at };
    begun.set(one.uid, { ...block, to: one.at });
    if (!one.accepted) continue;
    done.push((one.at - block.from) / 1_000);
    begun.delete(one.uid);
  }
  return { done, open: [...begun.values()].map(({ from, to }) => (to - from) / 1_000) };
}

function fewestFrom(time: number, timeline: Timeline): number | undefined {
  const moments = momentsOf("service", timeline);
  const before = podsAt(time, moments);
  if (before.length === 0) return undefined;
  const all = [before, ...moments.filter(({ at }) => at > time).map(({ pods }) => pods)];
  return Math.min(...all.map((pods) => pods.filter(serves).length));
}

function loadOf(trial: Trial, first: number, last: number): Partial<Requests> {
  const covered = coveredTime(trial);
  if (covered === undefined) return {};
  if (covered.from > first || covered.to < last) return {};
  return requestsOf(loadsOf(trial));
}
