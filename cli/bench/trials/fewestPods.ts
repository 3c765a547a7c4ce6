import { readingsOf } from "../../../report/trials/course";
import { type Scaling } from "../../../report/trials/scaling";
import { momentsOf, type Timeline } from "../../../report/trials/timeline";
import { restoreAutoscaler } from "./changedAutoscaler";
import { readScaling } from "./readScaling";
import { type Recorder, wait } from "./recorder";
import { type Stage } from "./stage";
import { type Found, isAtRest } from "./trial";

/** How much CPU, as a share of the target, the fewest pods may seem to use without a load. */
const QUIET = 0.3;
/** Seconds until the figures of a load are gone, and until the pods that are too many are. */
const LONGEST_FORGETTING = 180;
const LONGEST_GOING = 90;
/** Without a behaviour the most that was wanted within 5 min is wanted; and its pods have to go. */
const LONGEST_MEMORY = 420;

/**
 * Waits until the autoscaler's figures know no load any more, and takes away the pods that it would
 * only let go one a minute. It finds the number that it will come to by itself, so nothing has to be
 * put back.
 */
export async function fewestPods(
  stage: Stage,
  recorder: Recorder,
  signal: AbortSignal,
): Promise<Found> {
  const { cluster, service, note } = stage;
  await restoreAutoscaler(stage, signal); // A killed run may have left it changed.
  const scaling = await readScaling(stage);
  const { fewest } = scaling;
  note("waiting until the autoscaler sees no load");
  if (!(await recorder.until((all) => isQuiet(all, fewest), LONGEST_FORGETTING, signal))) {
    throw new Error(`the autoscaler ${service.service} saw load ${LONGEST_FORGETTING} s after it`);
  }
  if (podCount(recorder.timeline) > fewest) {
    const place = { kind: "deployment", name: service.service, namespace: service.namespace };
    await cluster.patch(place, { spec: { replicas: fewest } }, signal);
  }
  if (!(await recorder.until((all) => isBack(all, fewest), LONGEST_GOING, signal))) {
    throw new Error(`${service.service} was not at its ${fewest} pods within ${LONGEST_GOING} s`);
  }
  return { scaling };
}

/** Lets an autoscaler that has just lost its behaviour forget what it wanted before. */
export async function forgotten(
  { settle, service, note }: Stage,
  { fewest }: Scaling,
  recorder: Recorder,
  signal: AbortSignal,
): Promise<void> {
  note("waiting until the autoscaler wants no pods for an earlier load");
  await wait(recorder, 2 * settle, signal); // It looks as soon as it is changed.
  const isCalm = (all: Timeline): boolean =>
    isBack(all, fewest) && readingsOf(all).at(-1)?.wanted === fewest;
  if (!(await recorder.until(isCalm, LONGEST_MEMORY, signal))) {
    throw new Error(`${service.service} was not at its ${fewest} pods within ${LONGEST_MEMORY} s`);
  }
}

function isBack(timeline: Timeline, fewest: number): boolean {
  return podCount(timeline) === fewest && isAtRest(timeline);
}

function isQuiet(timeline: Timeline, fewest: number): boolean {
  const last = readingsOf(timeline).at(-1);
  if (last?.cpu === undefined || (last.memory ?? 0) > 1) return false;
  return last.cpu * last.found <= QUIET * fewest;
}

function podCount(timeline: Timeline): number {
  return momentsOf("service", timeline).at(-1)?.pods.length ?? 0;
}
