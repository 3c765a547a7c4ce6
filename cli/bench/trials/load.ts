import { type Load, loadSchema } from "../../../report/trials/load";
import { type Act } from "../../../report/trials/timeline";
import { loadPod } from "./loadPod";
import { type Recorder, wait } from "./recorder";
import { type Stage } from "./stage";
import { type Place } from "./trialCluster";

export interface LoadOf {
  /** Of the pod, among those of the run. */
  readonly name: string;
  /** Requests a second. */
  readonly rate: number;
  /** Seconds before the measured window, and of it. */
  readonly settle: number;
  readonly seconds: number;
  readonly connections?: number;
  /** What is written down when its pod is sent, and when its process runs. */
  readonly acts: readonly [sent: Act, runs: Act];
}

/** How long the cluster may take to start a load. */
const LONGEST_START = 60;
/** The load connects and asks once before it settles. */
const AFTER_SETTLE = 0.2;

/** Does something under a load of its own, and waits for the end of the load; gives what both found. */
export async function underLoad<T>(
  { cluster, signal, source, service, run, note }: Stage,
  { name, acts: [sent, runs], ...load }: LoadOf,
  recorder: Recorder,
  doing: () => Promise<T>,
): Promise<{ readonly load: Load; readonly found: T }> {
  const place: Place = { kind: "pod", name: `trial-${run}-${name}`, namespace: source.namespace };
  try {
    recorder.act(sent);
    await cluster.create(loadPod({ ...source, ...load, name: place.name, url: service.url }));
    await cluster.phase(place, "Running", LONGEST_START);
    recorder.act(runs);
    if (load.settle > 0) await wait(recorder, load.settle + AFTER_SETTLE, signal);
    const found = await doing();
    note("waiting for the end of the load");
    await cluster.phase(place, "Succeeded", load.seconds + LONGEST_START);
    return { load: loadSchema.parse(JSON.parse(await cluster.log(place))), found };
  } finally {
    await cluster.remove(place, AbortSignal.timeout(60_000)).catch(() => undefined);
  }
}
