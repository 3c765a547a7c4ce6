import { UserError } from "../../../platform/errors";
import { CommandError } from "../../../platform/exec";
import { loadSchema, type Load } from "../../../report/trials/load";
import { momentsOf, serves, type Timeline } from "../../../report/trials/timeline";
import { type Trial } from "../../../report/trials/trialRun";
import { loadPod, type LoadSource } from "./loadPod";
import { podEvent } from "./podEvents";
import { Recorder } from "./recorder";
import { type Service } from "./service";
import { type Place, type TrialCluster } from "./trialCluster";

/** What every trial works with. */
export interface Stage {
  readonly cluster: TrialCluster;
  readonly service: Service;
  readonly source: LoadSource;
  readonly run: string;
  readonly rate: number;
  /** Load before anything is counted or done, in seconds. */
  readonly settle: number;
  readonly signal: AbortSignal;
  readonly note: (text: string) => void;
}

export interface TrialArgs {
  readonly kind: Trial["kind"];
  readonly number: number;
  /** Seconds of load. */
  readonly window: number;
}

/** What a trial does while its load runs and its pods are watched. */
export type Doing = (recorder: Recorder, signal: AbortSignal) => Promise<void>;

/** How long the cluster may take to be at rest before a trial, and to start its load. */
const LONGEST_REST = 120;
const LONGEST_START = 60;
/** The load connects and asks once before it settles. */
const AFTER_SETTLE = 0.2;

/**
 * Makes one trial: everything at rest, the load, what is tried, the end of the load. What cannot be seen
 * makes a trial without a result that says why; a {@link UserError} of `doing` ends the whole run.
 */
export async function makeTrial(stage: Stage, args: TrialArgs, doing: Doing): Promise<Trial> {
  const recorder = new Recorder();
  const startedAt = new Date().toISOString();
  const { kind, number } = args;
  const stop = new AbortController();
  const watch = watched(stage, recorder, stop);
  let found: { readonly load?: Load; readonly missing?: string };
  try {
    found = await underLoad(stage, args, recorder, () =>
      doing(recorder, AbortSignal.any([stage.signal, watch.ended])),
    );
  } catch (error) {
    if (error instanceof UserError) throw error;
    stage.signal.throwIfAborted();
    found = { missing: reasonOf(error, watch.ended) };
  } finally {
    stop.abort();
    await watch.done;
  }
  const { timeline } = recorder;
  return {
    kind,
    number,
    startedAt,
    settleSeconds: stage.settle,
    ...found,
    timeline: [...timeline],
  };
}

/** Follows the pods; `ended` is told when the watch ends before it is told to. */
function watched({ cluster, service, signal }: Stage, recorder: Recorder, stop: AbortController) {
  const lost = new AbortController();
  const onLine = (line: string): void => {
    const event = podEvent(line, service.owners);
    if (event !== undefined) recorder.add(event);
  };
  const done = cluster
    .watch(service.namespace, onLine, AbortSignal.any([signal, stop.signal]))
    .catch(() => undefined)
    .then(() => {
      if (!stop.signal.aborted) lost.abort(new Error("the watch of the pods ended too early"));
    });
  return { done, ended: lost.signal };
}

async function underLoad(
  stage: Stage,
  { kind, number, window }: TrialArgs,
  recorder: Recorder,
  doing: () => Promise<void>,
): Promise<{ readonly load: Load }> {
  const { cluster, signal, source, service, rate, settle } = stage;
  if (!(await recorder.until(isAtRest, LONGEST_REST, signal))) {
    throw new Error(`not every pod of ${service.service} was ready within ${LONGEST_REST} s`);
  }
  const name = `trial-${stage.run}-${kind}-${number}`;
  const place: Place = { kind: "pod", name, namespace: source.namespace };
  try {
    recorder.act("load-sent");
    await cluster.create(
      loadPod({ ...source, name, url: service.url, rate, settle, seconds: window }),
    );
    await cluster.phase(place, "Running", LONGEST_START);
    recorder.act("load-runs");
    await wait(recorder, stage.settle + AFTER_SETTLE, signal);
    await doing();
    stage.note("waiting for the end of the load");
    await cluster.phase(place, "Succeeded", window + LONGEST_START);
    return { load: loadSchema.parse(JSON.parse(await cluster.log(place))) };
  } finally {
    await cluster.remove(place, AbortSignal.timeout(60_000)).catch(() => undefined);
  }
}

/** Lets time pass while the watch goes on. */
export async function wait(
  recorder: Recorder,
  seconds: number,
  signal: AbortSignal,
): Promise<void> {
  await recorder.until(() => false, seconds, signal);
}

/** Every pod serves, none is on its way. */
export function isAtRest(timeline: Timeline): boolean {
  return (["service", "database"] as const).every((of) => {
    const pods = momentsOf(of, timeline).at(-1)?.pods ?? [];
    return pods.length > 0 && pods.every(serves);
  });
}

function reasonOf(error: unknown, ended: AbortSignal): string {
  if (ended.aborted) return (ended.reason as Error).message;
  if (error instanceof CommandError) return error.stderr.trim().split("\n").at(-1) || error.message;
  return error instanceof Error ? error.message : String(error);
}
