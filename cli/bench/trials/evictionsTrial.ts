import { LONGEST_BLOCK } from "../../../report/trials/evictions";
import { momentsOf, serves, type Timeline } from "../../../report/trials/timeline";
import { type Trial, type TrialPlan } from "../../../report/trials/trialRun";
import { furtherLoads } from "./furtherLoads";
import { type Recorder, wait } from "./recorder";
import { type Stage } from "./stage";
import { makeTrial } from "./trial";
import { evictionsWindow } from "./trialPlan";

/** Between two questions for one pod, in seconds, as `kubectl drain` would ask every five. */
const ASK_EVERY = 0.5;

/** Evicts one pod after another, as fast as the budget lets it: a drain that never ends. */
export async function evictionsTrial(stage: Stage, plan: TrialPlan): Promise<Trial> {
  const args = { kind: "evictions", number: 1, window: evictionsWindow(plan) } as const;
  return makeTrial(stage, args, (recorder, signal) => {
    const load = { name: "evictions", window: args.window };
    const work = evictAll(stage, plan, recorder, signal);
    return furtherLoads({ ...stage, signal }, load, recorder, work);
  });
}

async function evictAll(
  stage: Stage,
  { evictions }: TrialPlan,
  recorder: Recorder,
  signal: AbortSignal,
): Promise<void> {
  for (let number = 1; number <= evictions; number += 1) {
    stage.note(`eviction ${number} of ${evictions}`);
    if (!(await evictOne(stage, recorder, signal))) return;
  }
  await recorder.until(isWhole, LONGEST_BLOCK, signal);
}

/** `false`: it was held up for too long, or there was no pod to evict. */
async function evictOne(
  { cluster, service: { namespace } }: Stage,
  recorder: Recorder,
  signal: AbortSignal,
): Promise<boolean> {
  const seen = await recorder.until((all) => oldest(all) !== undefined, LONGEST_BLOCK, signal);
  const pod = oldest(recorder.timeline);
  if (!seen || pod === undefined) return false;
  const { uid, name } = pod;
  const begin = recorder.now();
  while (recorder.now() - begin <= LONGEST_BLOCK * 1_000) {
    const asked = recorder.now();
    const accepted = await cluster.evict(namespace, name);
    // Held up until the answer was yes; a no was one when it was asked for.
    recorder.add({ kind: "eviction", uid, accepted }, accepted ? undefined : asked);
    if (accepted) {
      await recorder.until((all) => !isServing(all, uid), LONGEST_BLOCK, signal);
      return true;
    }
    await wait(recorder, ASK_EVERY, signal);
  }
  return false;
}

function podsNow(timeline: Timeline) {
  return momentsOf("service", timeline).at(-1)?.pods ?? [];
}

/** The pod that serves and was heard of first. */
function oldest(timeline: Timeline) {
  return podsNow(timeline).find(serves);
}

function isServing(timeline: Timeline, uid: string): boolean {
  return podsNow(timeline).some((pod) => pod.uid === uid && serves(pod));
}

function isWhole(timeline: Timeline): boolean {
  const pods = podsNow(timeline);
  return pods.length > 1 && pods.every(serves);
}
