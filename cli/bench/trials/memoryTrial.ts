import { readingsOf } from "../../../report/trials/course";
import { type Trial, type TrialPlan } from "../../../report/trials/trialRun";
import { type Autoscaler, readAutoscaler } from "./autoscaler";
import { changeAutoscaler, restoreAutoscaler, withRestoredAutoscaler } from "./changedAutoscaler";
import { fewestPods } from "./fewestPods";
import { type Recorder } from "./recorder";
import { type Stage } from "./stage";
import { type Found, makeTrial } from "./trial";
import { MEMORY_LOAD } from "./trialPlan";
import { watchWayBack } from "./wayBack";

/** The target for this trial, as a multiple of what the pods use without a load. */
const ABOVE_IDLE = 1.2;

/**
 * A load that takes memory and next to no CPU: very many clients that are connected and ask seldom. No
 * real request takes so much of a pod that the autoscaler's own target would be reached before the
 * limit of open files is, so the target is lowered for the trial, and put back before the way back.
 */
export async function memoryTrial(stage: Stage, plan: TrialPlan): Promise<Trial> {
  const args = { kind: "memory", number: 1, window: plan.memorySeconds, autoscaler: true } as const;
  return withRestoredAutoscaler(stage, () =>
    makeTrial(
      stage,
      {
        ...{ ...args, ...MEMORY_LOAD },
        before: (recorder, signal) => lowered(stage, recorder, signal),
        after: async (recorder, signal) => {
          await restoreAutoscaler(stage, signal);
          const { spec } = await readAutoscaler(stage);
          if (plan.wayBack) await watchWayBack(stage, spec.minReplicas, recorder, signal);
        },
      },
      () => {
        stage.note(`${MEMORY_LOAD.connections} connections are held open`);
        return Promise.resolve();
      },
    ),
  );
}

async function lowered(stage: Stage, recorder: Recorder, signal: AbortSignal): Promise<Found> {
  const found = await fewestPods(stage, recorder, signal);
  const { spec } = await readAutoscaler(stage);
  const used = readingsOf(recorder.timeline).at(-1)?.memory;
  const usual = targetOf(spec);
  if (used === undefined || usual === undefined) {
    throw new Error(`autoscaler ${stage.service.service} tells nothing of memory`);
  }
  const memoryTarget = Math.ceil(used * usual * ABOVE_IDLE);
  await changeAutoscaler(stage, "metrics", withTarget(spec, memoryTarget), signal);
  return { ...found, memoryTarget };
}

type Metrics = NonNullable<Autoscaler["spec"]["metrics"]>;

const isMemory = ({ resource, containerResource }: Metrics[number]): boolean =>
  (resource ?? containerResource)?.name === "memory";

function targetOf({ metrics }: Autoscaler["spec"]): number | undefined {
  const metric = metrics?.find(isMemory);
  return (metric?.resource ?? metric?.containerResource)?.target.averageUtilization;
}

function withTarget({ metrics }: Autoscaler["spec"], averageUtilization: number): Metrics {
  const aim = { type: "Utilization", averageUtilization };
  return (metrics ?? []).map((metric) => {
    if (!isMemory(metric)) return metric;
    const { resource, containerResource } = metric;
    return {
      ...metric,
      ...(resource && { resource: { ...resource, target: aim } }),
      ...(containerResource && { containerResource: { ...containerResource, target: aim } }),
    };
  });
}
