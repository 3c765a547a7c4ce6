import { coveredTime } from "./judgement";
import { type AutoscalerState, momentsOf, podsAt, serves, timeOf, type Timeline } from "./timeline";
import type { Trial } from "./trialRun";

/** What the autoscaler told at one moment, in milliseconds of the trial. */
export interface Reading extends AutoscalerState {
  readonly at: number;
}

export function readingsOf(timeline: Timeline): Reading[] {
  return timeline.flatMap((one) =>
    one.kind === "autoscaler" ? [{ at: one.at, ...one.state }] : [],
  );
}

/** How many pods the Deployment was to have, at each word of it; milliseconds of the trial. */
export function ordersOf(timeline: Timeline): Pick<Reading, "at" | "wanted">[] {
  return timeline.flatMap((one) =>
    one.kind === "replicas" ? [{ at: one.at, wanted: one.wanted }] : [],
  );
}

/** How often the wanted number of pods turned round: up after down, or down after up. */
export function reversalsIn(readings: readonly Pick<Reading, "wanted">[]): number {
  let [last, reversals] = [0, 0];
  readings.slice(1).forEach(({ wanted }, index) => {
    const direction = Math.sign(wanted - readings[index].wanted);
    if (direction === 0) return;
    if (direction === -last) reversals += 1;
    last = direction;
  });
  return reversals;
}

/** From `from` to `to`: what was told in between, and before that what was known at `from`. */
export function readingsWithin<T extends { readonly at: number }>(
  readings: readonly T[],
  from: number,
  to: number,
): readonly T[] {
  const before = readings.filter(({ at }) => at <= from).at(-1);
  const within = readings.filter(({ at }) => at > from && at <= to);
  return before === undefined ? within : [{ ...before, at: from }, ...within];
}

/**
 * What the autoscaler told from `from` to `to` of the pods that were ordered. Its status follows what it
 * orders by up to one of its looks, so that the first words may still be of pods that are gone by then.
 */
export function readingsOfOrdered(
  timeline: Timeline,
  from: number,
  to: number,
): readonly Reading[] {
  const readings = readingsWithin(readingsOf(timeline), from, to);
  const [ordered] = readingsWithin(ordersOf(timeline), from, from);
  if (ordered === undefined) return readings;
  const start = readings.findIndex(({ found }) => found === ordered.wanted);
  return start === -1 ? [] : readings.slice(start);
}

/** A value that stays until the next one; seconds. */
export type Track = readonly (readonly [seconds: number, value: number])[];

/** How a trial went, in seconds from one moment of it. */
export interface Course {
  readonly wanted: Track;
  readonly ready: Track;
  /** Of the autoscaler's target. */
  readonly cpu: Track;
  readonly memory: Track;
  /** Requests a second that were sent. */
  readonly load: Track;
  readonly seconds: number;
}

/** @param zero the moment from which it is counted @param to until when, both of the trial */
export function courseOf(trial: Trial, zero: number, to: number): Course {
  const { timeline } = trial;
  const from = timeOf("load-sent", timeline) ?? 0;
  const seconds = (time: number): number => Math.round((time - zero) / 100) / 10;
  const readings = readingsWithin(readingsOf(timeline), from, to);
  const moments = momentsOf("service", timeline);
  const times = [from, ...moments.map(({ at }) => at).filter((at) => at > from && at <= to)];
  const ready = times.map(
    (at) => [seconds(at), podsAt(at, moments).filter(serves).length] as const,
  );
  const track = (of: "cpu" | "memory"): Track =>
    readings.flatMap(({ at, [of]: value }) =>
      value === undefined ? [] : [[seconds(at), Math.round(value * 1_000) / 1_000] as const],
    );
  return {
    wanted: changes(readings.map(({ at, wanted }) => [seconds(at), wanted] as const)),
    ready: changes(ready),
    cpu: track("cpu"),
    memory: track("memory"),
    load: loadTrack(trial, seconds),
    seconds: seconds(to),
  };
}

/** What is surely sent: from when a process is known to run, and the step from its order on. */
function loadTrack(trial: Trial, seconds: (time: number) => number): Track {
  const { load, added, timeline } = trial;
  const covered = coveredTime(trial);
  if (load === undefined || covered === undefined) return [];
  const step = timeOf("step-sent", timeline);
  const changesOf = [
    [covered.from, load.rate],
    [covered.to, -load.rate],
    ...(added === undefined || step === undefined
      ? []
      : [[step, added.rate] as const, [step + added.seconds * 1_000, -added.rate] as const]),
  ] as const;
  let rate = 0;
  return [...changesOf]
    .sort(([a], [b]) => a - b)
    .map(([time, change]) => [seconds(time), (rate += change)] as const);
}

/** Without what repeats the value before it. */
function changes(track: Track): Track {
  return track.filter(([, value], index) => index === 0 || value !== track[index - 1][1]);
}
