import { below, type Random, seededRandom } from "../statistics/random";
import { largest } from "./judgement";
import { grown, type Scaling, TOLERANCE } from "./scaling";

/** A step of the load, as the autoscaler's figures have shown it. */
export interface LoadStep {
  readonly scaling: Scaling;
  /** Pods before it, and the pods that it wants. */
  readonly from: number;
  readonly wanted: number;
  /** Shares of the target that the load takes of the pods of before: before the step, and after it. */
  readonly before: number;
  readonly after: number;
  /** Seconds that pods take from their making until they are ready; at least one. */
  readonly starts: readonly number[];
}

/** Seconds from a step of the load until the last wanted pod is ready. */
export interface Predicted {
  readonly mean: number;
  readonly longest: number;
}

/** Draws of all phases; their mean moves by less than 1 % when they are drawn anew. */
const DRAWS = 4_000;
const SEED = 1;

/**
 * What the configured intervals make of a step. Nothing is fitted: a draw is the phase of each interval,
 * and what follows of it. The kubelet reads each pod's counters after 1 to 2 of its intervals;
 * metrics-server fetches the last reading, and the use is what the counter grew between the last two
 * readings that it fetched; so a figure can be partly of the load before the step, and the wanted pods
 * are wanted when the average of the pods is far enough. The autoscaler sees that at its next look,
 * adds pods at its pace, and they start.
 *
 * Sources: cAdvisor `manager/container.go` (nextHousekeepingInterval, jitter), metrics-server
 * `pkg/storage/pod.go`, Kubernetes `pkg/controller/podautoscaler`.
 */
export function predictedReaction(step: LoadStep): Predicted {
  const random = seededRandom(SEED);
  const all = Array.from({ length: DRAWS }, () => drawn(step, random));
  return { mean: all.reduce((sum, one) => sum + one, 0) / DRAWS, longest: largest(all) ?? 0 };
}

function drawn(step: LoadStep, random: Random): number {
  const { scaling, starts } = step;
  const seen = seenAt(step, random);
  const looked = random() * scaling.look;
  const look = looked + Math.max(0, Math.ceil((seen - looked) / scaling.look)) * scaling.look;
  return look + paceSeconds(step) + starts[below(starts.length, random)];
}

/** When metrics-server first has a figure by which all wanted pods are wanted. */
function seenAt(step: LoadStep, random: Random): number {
  const { fetch, reading } = step.scaling;
  const needed = neededShare(step) * step.from - 1e-9;
  // By the step, at 0, each pod has had two readings fetched.
  const begin = -2 * (fetch + 2 * reading);
  const pods = Array.from({ length: step.from }, () => firstReadings(begin, reading, random));
  for (let time = begin + random() * fetch; ; time += fetch) {
    let shares = 0;
    for (const pod of pods) {
      fetchUntil(time, pod, reading, random);
      shares += newShare(pod);
    }
    if (shares >= needed && time >= 0) return time;
  }
}

/** Of one pod: the last two readings that were fetched, and when the next one is. */
interface Readings {
  earlier: number;
  last: number;
  next: number;
}

function firstReadings(begin: number, reading: number, random: Random): Readings {
  const next = begin + random() * 2 * reading;
  return { earlier: begin - 2 * reading, last: begin, next };
}

/** The last reading until `time` is fetched, those before it are not; none is no new figure. */
function fetchUntil(time: number, pod: Readings, reading: number, random: Random): void {
  let fetched: number | undefined;
  while (pod.next <= time) {
    fetched = pod.next;
    pod.next += reading * (1 + random());
  }
  if (fetched === undefined) return;
  pod.earlier = pod.last;
  pod.last = fetched;
}

/** How much of the figure between two readings is of the load after the step, at 0. */
function newShare({ earlier, last }: Readings): number {
  return (Math.max(last, 0) - Math.max(earlier, 0)) / (last - earlier);
}

/** The share of new load in a figure with which all wanted pods are wanted. */
function neededShare({ from, wanted, before, after }: LoadStep): number {
  const figure = Math.max((wanted - 1) / from, 1 + TOLERANCE);
  return Math.min(1, Math.max(0, (figure - before) / (after - before)));
}

/** Seconds that the pace adds, from the first pods more to the last. */
function paceSeconds({ scaling, from, wanted }: LoadStep): number {
  const { growth } = scaling;
  let count = grown(from, growth);
  let periods = 0;
  while (count < wanted) {
    const more = grown(count, growth);
    if (more <= count) return Infinity;
    count = more;
    periods += 1;
  }
  return growth.window + periods * growth.period;
}
