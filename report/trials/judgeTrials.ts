import { type Evictions, judgeEvictions } from "./evictions";
import { largest } from "./judgement";
import { judgeLoss, type Loss } from "./loss";
import { judgeRollouts, type Rollouts } from "./rollouts";
import { timeOf } from "./timeline";
import type { Trial, TrialPlan, TrialRun } from "./trialRun";

/** What the trials of a service have shown. */
export interface Trials {
  readonly caseStudy: string;
  readonly service: string;
  readonly image: string;
  readonly startedAt: string;
  readonly plan: TrialPlan;
  /**
   * How late the watch may have been, in seconds: the longest time from the order of a rollout until it
   * was first heard of, the order and the cluster's work included.
   */
  readonly watchDelay?: number;
  readonly rollouts: Rollouts;
  readonly evictions: Evictions;
  readonly loss: Loss;
}

/** Judges what was seen. Pure: the same run gives the same trials. */
export function judgeTrials({ trials, plan, ...run }: TrialRun): Trials {
  const last = (kind: Trial["kind"]): Trial | undefined =>
    trials.filter((trial) => trial.kind === kind).at(-1);
  const { caseStudy, service, image, startedAt } = run;
  return {
    ...{ caseStudy, service, image, startedAt, plan },
    watchDelay: largest(trials.flatMap((trial) => delayOf(trial) ?? [])),
    rollouts: judgeRollouts(trials, plan.rollouts),
    evictions: judgeEvictions(last("evictions"), plan.evictions),
    loss: judgeLoss(last("loss")),
  };
}

function delayOf({ timeline }: Trial): number | undefined {
  const order = timeOf("rollout", timeline);
  if (order === undefined) return undefined;
  const heard = timeline.find((one) => one.kind === "pod" && one.at > order)?.at;
  return heard === undefined ? undefined : (heard - order) / 1_000;
}
