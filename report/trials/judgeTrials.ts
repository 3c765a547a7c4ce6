import { type Evictions, judgeEvictions } from "./evictions";
import { largest } from "./judgement";
import { judgeLoss, type Loss } from "./loss";
import { judgeMemory, type MemoryScaling } from "./memory";
import { judgeRollouts, type Rollouts } from "./rollouts";
import { startsOf } from "./starts";
import { judgeSteady, type Steady } from "./steady";
import { judgeSteps, type Steps } from "./steps";
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
   * What the watch was faster than, in seconds: the longest time from the beginning of a rollout's order
   * until it was first heard of. The start of kubectl and the cluster's work are in it.
   */
  readonly watchDelay?: number;
  readonly rollouts: Rollouts;
  readonly evictions: Evictions;
  readonly loss: Loss;
  /** Absent where the plan has none. */
  readonly steps?: Steps;
  readonly steady?: Steady;
  readonly memory?: MemoryScaling;
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
    ...(plan.steps > 0 && { steps: judgeSteps(trials, startsOf(trials), plan.steps) }),
    ...(plan.steadySeconds > 0 && { steady: judgeSteady(last("steady")) }),
    ...(plan.memorySeconds > 0 && { memory: judgeMemory(last("memory")) }),
  };
}

function delayOf({ timeline }: Trial): number | undefined {
  const order = timeOf("rollout", timeline);
  if (order === undefined) return undefined;
  const heard = timeline.find((one) => one.kind === "pod" && one.at > order)?.at;
  return heard === undefined ? undefined : (heard - order) / 1_000;
}
