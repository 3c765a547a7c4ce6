import { type Trial, type TrialRun } from "../../../report/trials/trialRun";
import { memoryTrial } from "./memoryTrial";
import { type Pending } from "./pending";
import { type Stage } from "./stage";
import { steadyTrial } from "./steadyTrial";
import { type StepOf, stepTrial } from "./stepTrial";
import { isSeen } from "./trialFile";
import { FORGET_SECONDS, stepWindow, trialSeconds, WAY_BACK_SECONDS } from "./trialPlan";

/**
 * What a run has not seen of scaling. The steady load comes after the steps, which show its rate; the
 * default behaviour comes first, since it goes back to the most that was wanted within 5 min.
 *
 * @param known the run as it is when the trial is made
 */
export function pendingScaling(run: TrialRun, known: () => TrialRun): Pending[] {
  const { plan } = run;
  const one = (
    kind: Trial["kind"],
    number: number,
    title: string,
    seconds: number,
    make: Pending["make"],
  ): Pending[] =>
    isSeen(run, kind, number)
      ? []
      : [{ id: `${kind}-${number}`, title, seconds: trialSeconds(seconds) + FORGET_SECONDS, make }];
  const step = (kind: StepOf["kind"], number: number, of: number, title: string): Pending[] => {
    const wayBack = plan.wayBack && (kind === "default-step" || number === of);
    const seconds = stepWindow(plan) + (wayBack ? WAY_BACK_SECONDS[kind] : 0);
    return one(kind, number, title, seconds, (stage: Stage) =>
      stepTrial(stage, plan, { kind, number, wayBack }),
    );
  };
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);
  return [
    ...numbers(plan.defaultSteps).flatMap((number) =>
      step("default-step", number, plan.defaultSteps, "step of the load, by Kubernetes' default"),
    ),
    ...numbers(plan.steps).flatMap((number) =>
      step("step", number, plan.steps, `step ${number} of ${plan.steps} of the load`),
    ),
    ...(plan.steadySeconds === 0
      ? []
      : one("steady", 1, "a load that holds the target", plan.steadySeconds, (stage) =>
          steadyTrial(stage, known()),
        )),
    ...(plan.memorySeconds === 0
      ? []
      : one(
          "memory",
          1,
          "a load that takes memory",
          plan.memorySeconds + (plan.wayBack ? WAY_BACK_SECONDS.memory : 0),
          (stage) => memoryTrial(stage, plan),
        )),
  ];
}
