import { UserError } from "../../../platform/errors";
import { CommandError } from "../../../platform/exec";
import { type Load } from "../../../report/trials/load";
import { momentsOf, serves, type Timeline } from "../../../report/trials/timeline";
import { type Trial } from "../../../report/trials/trialRun";
import { AUTOSCALERS, autoscalerEvent } from "./autoscaler";
import { deploymentEvent, DEPLOYMENTS } from "./deploymentEvent";
import { type LoadOf, underLoad } from "./load";
import { podEvent } from "./podEvents";
import { Recorder } from "./recorder";
import { type Stage } from "./stage";

export interface TrialArgs {
  readonly kind: Trial["kind"];
  readonly number: number;
  /** Seconds of load. */
  readonly window: number;
  /** Requests a second. @default - the stage's */
  readonly rate?: number;
  readonly connections?: number;
  /** Whether the autoscaler and what it scales are watched beside the pods. @default false */
  readonly autoscaler?: boolean;
  /** Before everything is at rest and the load comes. */
  readonly before?: Doing;
  /** When the load has ended. */
  readonly after?: Doing;
}

/** What a trial finds besides its load. */
export type Found = Partial<Pick<Trial, "more" | "added" | "scaling" | "memoryTarget">>;

/** What a trial does while its pods are watched. */
export type Doing = (recorder: Recorder, signal: AbortSignal) => Promise<Found | void>;

/** How long the cluster may take to be at rest before a trial. */
const LONGEST_REST = 120;

/**
 * Makes one trial: everything at rest, the load, what is tried, the end of the load. What cannot be seen
 * makes a trial without a result that says why; a {@link UserError} of `doing` ends the whole run.
 */
export async function makeTrial(stage: Stage, args: TrialArgs, doing: Doing): Promise<Trial> {
  const recorder = new Recorder();
  const startedAt = new Date().toISOString();
  const { kind, number } = args;
  const stop = new AbortController();
  const watch = watched(stage, args, recorder, stop);
  let found: Found & { readonly load?: Load; readonly missing?: string };
  try {
    const signal = AbortSignal.any([stage.signal, watch.ended]);
    found = await done({ ...stage, signal }, args, recorder, doing);
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

/** Follows the pods; `ended` is told when a watch ends before it is told to. */
function watched(
  { cluster, service, signal }: Stage,
  { autoscaler = false }: TrialArgs,
  recorder: Recorder,
  stop: AbortController,
) {
  const lost = new AbortController();
  type Event = Parameters<Recorder["add"]>[0] | undefined;
  const follow = async (kind: string, read: (line: string) => Event): Promise<void> => {
    const onLine = (line: string): void => {
      const event = read(line);
      if (event !== undefined) recorder.add(event);
    };
    const either = AbortSignal.any([signal, stop.signal]);
    await cluster.watch(kind, service.namespace, onLine, either).catch(() => undefined);
    if (!stop.signal.aborted) lost.abort(new Error(`the watch of the ${kind} ended too early`));
  };
  const watches = [
    follow("pods", (line) => podEvent(line, service.owners)),
    ...(autoscaler
      ? [
          follow(AUTOSCALERS, (line) => autoscalerEvent(line, service.service)),
          follow(DEPLOYMENTS, (line) => deploymentEvent(line, service.service)),
        ]
      : []),
  ];
  return { done: Promise.all(watches), ended: lost.signal };
}

/** Rest, the load with what is tried under it, and what comes after. */
async function done(
  stage: Stage,
  { kind, number, window, rate = stage.rate, connections, before, after }: TrialArgs,
  recorder: Recorder,
  doing: Doing,
): Promise<Found & { readonly load: Load }> {
  const { signal, service, settle } = stage;
  const prepared = await before?.(recorder, signal);
  if (!(await recorder.until(isAtRest, LONGEST_REST, signal))) {
    throw new Error(`not every pod of ${service.service} was ready within ${LONGEST_REST} s`);
  }
  const load: LoadOf = {
    ...{ name: `${kind}-${number}`, rate, settle, seconds: window },
    ...(connections !== undefined && { connections }),
    acts: ["load-sent", "load-runs"],
  };
  const made = await underLoad(stage, load, recorder, () => doing(recorder, signal));
  await after?.(recorder, signal);
  return { ...prepared, ...made.found, load: made.load };
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
