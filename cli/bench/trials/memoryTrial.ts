import { type Trial, type TrialPlan } from "../../../report/trials/trialRun";
import { fewestPods } from "./fewestPods";
import { type Stage } from "./stage";
import { makeTrial } from "./trial";
import { MEMORY_LOAD } from "./trialPlan";
import { watchWayBack } from "./wayBack";

/** A load that takes memory and next to no CPU: very many clients that are connected and ask seldom. */
export async function memoryTrial(stage: Stage, plan: TrialPlan): Promise<Trial> {
  let fewest = 0;
  return makeTrial(
    stage,
    {
      ...{
        kind: "memory",
        number: 1,
        window: plan.memorySeconds,
        autoscaler: true,
        ...MEMORY_LOAD,
      },
      before: async (recorder, signal) => {
        const found = await fewestPods(stage, recorder, signal);
        fewest = found.scaling?.fewest ?? 0;
        return found;
      },
      ...(plan.wayBack && {
        after: (recorder, signal) => watchWayBack(stage, fewest, recorder, signal),
      }),
    },
    async () => stage.note(`${MEMORY_LOAD.connections} connections are held open`),
  );
}
