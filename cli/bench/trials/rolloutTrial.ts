import { type Load } from "../../../report/trials/load";
import { momentsOf, serves, type Timeline, timesOf } from "../../../report/trials/timeline";
import { type Trial } from "../../../report/trials/trialRun";
import { underLoad } from "./load";
import { type Recorder } from "./recorder";
import { type Stage } from "./stage";
import { makeTrial } from "./trial";
import { type Place } from "./trialCluster";
import { ROLLOUT_WINDOW } from "./trialPlan";

/** On the pod template: another value means other pods. */
const ANNOTATION = "tare.dev/trial";
/** Seconds that a load still has when the next one is sent, which has to run before they are over. */
const OVERLAP = 10;
/** Loads that may take over, so that a rollout on a busy machine has 100 s; after that it is refused. */
const MOST_MORE = 5;

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
    const more = await underMore({ ...stage, signal }, number, recorder, before);
    return more.length > 0 ? { more } : {};
  });
}

/** Waits until all pods of before are replaced, and has the load go on for as long as that takes. */
async function underMore(
  stage: Stage,
  number: number,
  recorder: Recorder,
  before: ReadonlySet<string>,
  made = 0,
): Promise<Load[]> {
  const isLast = made === MOST_MORE;
  const seconds = Math.max(0, secondsLeft(recorder) - (isLast ? 0 : OVERLAP));
  const isOver = (timeline: Timeline): boolean => isReplaced(timeline, before);
  if ((await recorder.until(isOver, seconds, stage.signal)) || isLast) return [];
  const { load, found } = await underLoad(
    stage,
    {
      ...{ name: `rollout-${number}-more-${made + 1}`, rate: stage.rate },
      ...{ settle: 0, seconds: ROLLOUT_WINDOW, acts: ["more-sent", "more-runs"] },
    },
    recorder,
    () => underMore(stage, number, recorder, before, made + 1),
  );
  return [load, ...found];
}

/** Until the load that was sent last ends. */
function secondsLeft(recorder: Recorder): number {
  const { timeline } = recorder;
  const sent = [...timesOf("load-sent", timeline), ...timesOf("more-sent", timeline)].at(-1) ?? 0;
  return ROLLOUT_WINDOW - (recorder.now() - sent) / 1_000;
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
