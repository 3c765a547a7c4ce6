import { readingsOf } from "../../../report/trials/course";
import { type Timeline } from "../../../report/trials/timeline";
import { type Recorder } from "./recorder";
import { type Stage } from "./stage";
import { LONGEST_WAY_BACK } from "./trialPlan";

/** Watches how the autoscaler takes its pods away when the load has ended. */
export async function watchWayBack(
  stage: Stage,
  fewest: number,
  recorder: Recorder,
  signal: AbortSignal,
): Promise<void> {
  recorder.act("load-gone");
  const gone = recorder.now();
  stage.note("watching the pods go");
  const isBack = (all: Timeline): boolean =>
    readingsOf(all).some(({ at, wanted }) => at > gone && wanted <= fewest);
  await recorder.until(isBack, LONGEST_WAY_BACK, signal);
}
