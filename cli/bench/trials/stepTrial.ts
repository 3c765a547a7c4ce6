import { seededRandom, seedOf } from "../../../report/statistics/random";
import { type Trial, type TrialPlan } from "../../../report/trials/trialRun";
import { readAutoscaler } from "./autoscaler";
import { changeAutoscaler, withRestoredAutoscaler } from "./changedAutoscaler";
import { fewestPods, forgotten } from "./fewestPods";
import { underLoad } from "./load";
import { readScaling } from "./readScaling";
import { type Recorder, wait } from "./recorder";
import { type Stage } from "./stage";
import { type Found, makeTrial, type TrialArgs } from "./trial";
import { PHASES, STEP_TIMES } from "./trialPlan";
import { watchWayBack } from "./wayBack";

/** For the pod of the added load to start, so that the first load outlasts it; seconds. */
const START = 5;

export interface StepOf {
  readonly kind: "step" | "default-step";
  readonly number: number;
  /** Whether the way back is watched. */
  readonly wayBack: boolean;
}

/** The load five times as large, at once, at a moment that is drawn. */
export async function stepTrial(stage: Stage, plan: TrialPlan, step: StepOf): Promise<Trial> {
  const { kind, number } = step;
  const random = seededRandom(seedOf(`${stage.run}-${kind}-${number}`));
  const lead = plan.leadSeconds * (1 + random() * PHASES);
  const args: TrialArgs = {
    ...{ kind, number, window: lead + START + plan.stepSeconds, autoscaler: true },
    before: (recorder, signal) => prepared(stage, step, recorder, signal),
    ...(step.wayBack && {
      after: async (recorder, signal) => {
        const { spec } = await readAutoscaler(stage);
        await watchWayBack(stage, spec.minReplicas, recorder, signal);
      },
    }),
  };
  return withRestoredAutoscaler(stage, () =>
    makeTrial(stage, args, async (recorder, signal) => {
      stage.note("the load before the step");
      await wait(recorder, lead, signal);
      const { load } = await addedLoad({ ...stage, signal }, plan, step, recorder);
      return { added: load };
    }),
  );
}

async function prepared(
  stage: Stage,
  { kind }: StepOf,
  recorder: Recorder,
  signal: AbortSignal,
): Promise<Found> {
  const found = await fewestPods(stage, recorder, signal);
  if (kind === "step") return found;
  await changeAutoscaler(stage, "behavior", null, signal);
  const scaling = await readScaling(stage);
  await forgotten(stage, scaling, recorder, signal);
  return { scaling };
}

function addedLoad(
  stage: Stage,
  { stepSeconds }: TrialPlan,
  { kind, number }: StepOf,
  recorder: Recorder,
) {
  const rate = stage.rate * (STEP_TIMES - 1);
  stage.note(`${STEP_TIMES} times the load`);
  return underLoad(
    stage,
    {
      ...{ name: `${kind}-${number}-added`, rate, settle: 0, seconds: stepSeconds },
      acts: ["step-sent", "step-runs"],
    },
    recorder,
    () => Promise.resolve(),
  );
}
