import { rateAtTarget } from "../../../report/trials/rateAtTarget";
import { type Trial, type TrialRun } from "../../../report/trials/trialRun";
import { fewestPods } from "./fewestPods";
import { type Stage } from "./stage";
import { makeTrial } from "./trial";

/** A constant load that holds the autoscaler's target, at a rate that the steps have shown. */
export async function steadyTrial(stage: Stage, { plan, trials }: TrialRun): Promise<Trial> {
  const rate = rateAtTarget(trials);
  return makeTrial(
    stage,
    {
      ...{ kind: "steady", number: 1, window: plan.steadySeconds, autoscaler: true },
      ...(rate !== undefined && { rate }),
      before: (recorder, signal) => {
        if (rate !== undefined) return fewestPods(stage, recorder, signal);
        throw new Error("no step of the load has shown what a request costs");
      },
    },
    () => {
      stage.note(`${Math.round(rate ?? 0)} requests a second hold the target`);
      return Promise.resolve();
    },
  );
}
