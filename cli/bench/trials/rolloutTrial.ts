import { momentsOf, serves, type Timeline } from "../../../report/trials/timeline";
import { type Trial } from "../../../report/trials/trialRun";
import { furtherLoads } from "./furtherLoads";
import { type Stage } from "./stage";
import { makeTrial } from "./trial";
import { type Place } from "./trialCluster";
import { ROLLOUT_WINDOW } from "./trialPlan";

/** On the pod template: another value means other pods. */
const ANNOTATION = "tare.dev/trial";
/** Seconds until nobody waits for a rollout any more; the loads last as long as that. */
const LONGEST = 95;

/**
 * A rolling update by an annotation of the pod template. The last one takes the annotation away again,
 * so that the template is then word for word what the program has deployed.
 */
export async function rolloutTrial(stage: Stage, number: number, isLast: boolean): Promise<Trial> {
  const value = isLast && (await isAnnotated(stage)) ? null : `${stage.run}-${number}`;
  const args = { kind: "rollout", number, window: ROLLOUT_WINDOW } as const;
  return makeTrial(stage, args, async (recorder, signal) => {
    const before = new Set(idsOf(recorder.timeline));
    recorder.act("rollout");
    await annotate(stage, value, signal);
    stage.note("the rollout is under way");
    const replaced = recorder.until((all) => isReplaced(all, before), LONGEST, signal);
    const load = { name: `rollout-${number}`, window: ROLLOUT_WINDOW };
    return furtherLoads({ ...stage, signal }, load, recorder, replaced);
  });
}

/** Takes the annotation away, should one be there. */
export async function removeAnnotation(stage: Stage, signal: AbortSignal): Promise<void> {
  if (await isAnnotated(stage)) await annotate(stage, null, signal);
}

function placeOf({ service: { service: name, namespace } }: Stage): Place {
  return { kind: "deployment", name, namespace };
}

async function annotate(stage: Stage, value: string | null, signal: AbortSignal): Promise<void> {
  const template = { metadata: { annotations: { [ANNOTATION]: value } } };
  await stage.cluster.patch(placeOf(stage), { spec: { template } }, signal);
}

async function isAnnotated(stage: Stage): Promise<boolean> {
  const found = (await stage.cluster.read(placeOf(stage))) as
    { spec?: { template?: { metadata?: { annotations?: Record<string, string> } } } } | undefined;
  return found?.spec?.template?.metadata?.annotations?.[ANNOTATION] !== undefined;
}

function podsNow(timeline: Timeline) {
  return momentsOf("service", timeline).at(-1)?.pods ?? [];
}

function idsOf(timeline: Timeline): string[] {
  return podsNow(timeline).map(({ uid }) => uid);
}

function isReplaced(timeline: Timeline, before: ReadonlySet<string>): boolean {
  const pods = podsNow(timeline);
  return pods.length > 0 && pods.every((pod) => serves(pod) && !before.has(pod.uid));
}
