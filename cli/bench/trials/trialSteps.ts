import { type Trial, type TrialRun } from "../../../report/trials/trialRun";
import { type KubectlTarget } from "../../reporting/jobLog";
import { type Step } from "../../steps/step";
import { evictionsTrial } from "./evictionsTrial";
import { lossTrial } from "./lossTrial";
import { type Pending } from "./pending";
import { withQuestions } from "./podQuestions";
import { rolloutTrial } from "./rolloutTrial";
import { pendingScaling } from "./scalingSteps";
import { type Stage } from "./stage";
import { isSeen } from "./trialFile";
import {
  evictionsWindow,
  lossWindow,
  RETURN_SECONDS,
  ROLLOUT_WINDOW,
  trialSeconds,
} from "./trialPlan";

/**
 * What a run has not seen yet, in the order of their worth. What scales the service comes last, since it
 * leaves more pods behind.
 *
 * @param known the run as it is when a trial is made
 */
export function pendingTrials(
  run: TrialRun,
  target: KubectlTarget,
  known = (): TrialRun => run,
): Pending[] {
  const { plan } = run;
  const rollouts = Array.from({ length: plan.rollouts }, (_, index) => index + 1);
  const open = rollouts.filter((number) => !isSeen(run, "rollout", number));
  const last = open.at(-1);
  return [
    ...open.map((number): Pending => ({
      id: `rollout-${number}`,
      title: `rolling update ${number} of ${plan.rollouts}`,
      seconds: trialSeconds(ROLLOUT_WINDOW),
      make: (stage) => rolloutTrial(stage, number, number === last),
    })),
    ...(plan.evictions === 0 || isSeen(run, "evictions", 1)
      ? []
      : [
          {
            id: "evictions",
            title: `${plan.evictions} evictions`,
            seconds: trialSeconds(evictionsWindow(plan)),
            make: (stage: Stage) => evictionsTrial(stage, plan),
          },
        ]),
    ...(isSeen(run, "loss", 1)
      ? []
      : [
          {
            id: "loss",
            title: `the database away for ${plan.lossSeconds} s`,
            seconds: trialSeconds(lossWindow(plan)) + RETURN_SECONDS,
            make: (stage: Stage) => lossUnderQuestions(stage, run, target),
          },
        ]),
    ...pendingScaling(run, known),
  ];
}

function lossUnderQuestions(stage: Stage, run: TrialRun, target: KubectlTarget): Promise<Trial> {
  const { namespace, port, path } = stage.service;
  return withQuestions({ target, namespace, port, path }, (ask) => lossTrial(stage, run.plan, ask));
}

/** One step a trial, each after the one before it, then the report. */
export function trialSteps(
  pending: readonly Pending[],
  make: (one: Pending, progress: Parameters<Step["run"]>[0]) => Promise<void>,
  finish: Step["run"],
): Step[] {
  const steps = pending.map((one, index): Step => ({
    ...{ id: one.id, title: one.title, seconds: one.seconds },
    after: pending.slice(0, index).map(({ id }) => id),
    run: (progress) => make(one, progress),
  }));
  const after = steps.map(({ id }) => id);
  return [...steps, { id: "trials-report", title: "report", seconds: 2, after, run: finish }];
}
