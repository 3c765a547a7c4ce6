import { mean } from "../statistics/moments";
import {
  type Course,
  courseOf,
  ordersOf,
  type Reading,
  readingsOfOrdered,
  readingsWithin,
  reversalsIn,
} from "./course";
import { coveredTime, type TrialRefusal, type Verdict, verdictOf } from "./judgement";
import { type Requests, requestsOf } from "./load";
import { TOLERANCE } from "./scaling";
import type { Trial } from "./trialRun";

/** Figures of before the load has been there for this long, in seconds, are partly of no load. */
const UNTIL_SEEN = 75;

/** A constant load that holds the autoscaler's target. */
export interface Steady extends Partial<Requests> {
  readonly refusal?: TrialRefusal;
  readonly seconds?: number;
  readonly rate?: number;
  /** Of the target: mean over what the autoscaler told while there were as many pods as at first. */
  readonly held?: number;
  /**
   * Changes of direction of the wanted number of pods: of what the autoscaler tells or of what the
   * Deployment was told, whichever turned round more often.
   */
  readonly reversals?: number;
  readonly fewest?: number;
  readonly most?: number;
  readonly course?: Course;
  readonly verdict: Verdict;
}

export function judgeSteady(trial: Trial | undefined): Steady {
  const refused = (refusal: TrialRefusal): Steady => ({ refusal, verdict: "refused" });
  if (trial === undefined) return refused({ kind: "not-done" });
  const { load, missing, timeline } = trial;
  if (missing !== undefined) return refused({ kind: "missing", detail: missing });
  const covered = coveredTime(trial);
  if (load === undefined || covered === undefined) return refused({ kind: "no-load" });
  const { from, to } = covered;
  const readings = readingsOfOrdered(timeline, from, to);
  const held = heldBy(readings, from + UNTIL_SEEN * 1_000);
  if (held === undefined) return refused({ kind: "no-figures" });
  if (Math.abs(held - 1) > TOLERANCE) return refused({ kind: "other-load" });
  const orders = readingsWithin(ordersOf(timeline), from, to);
  const reversals = Math.max(reversalsIn(readings), reversalsIn(orders));
  const wanted = [...readings, ...orders].map((one) => one.wanted);
  return {
    ...{ seconds: (to - from) / 1_000, rate: load.rate, held, reversals },
    ...{ fewest: Math.min(...wanted), most: Math.max(...wanted) },
    ...requestsOf([load]),
    course: courseOf(trial, from, to),
    verdict: verdictOf([reversals === 0]),
  };
}

/** While there are as many pods as at first. */
function heldBy(readings: readonly Reading[], since: number): number | undefined {
  const [first] = readings;
  const shares = readings.flatMap(({ at, cpu, found }) =>
    at < since || cpu === undefined || found !== first.found ? [] : [cpu],
  );
  return shares.length === 0 ? undefined : mean(shares);
}
