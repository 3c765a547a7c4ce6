import { mean } from "../statistics/moments";
import { type Course, courseOf, type Reading, readingsOf, readingsWithin } from "./course";
import { coveredTime, largest, type TrialRefusal, type Verdict, verdictOf } from "./judgement";
import { type Requests, requestsOf } from "./load";
import { type Predicted, predictedReaction } from "./predictedReaction";
import { type Scaling, TOLERANCE } from "./scaling";
import { momentsOf, podsAt, serves, timeOf, type Timeline } from "./timeline";
import type { Trial } from "./trialRun";
import { type WayBack, wayBackOf } from "./wayBack";

/** The mean reaction may be this many times the mean that the intervals predict. */
export const MEAN_LIMIT = 1.25;
/** Of fewer steps than these the mean says too little to be judged. */
export const FEWEST_FOR_MEAN = 3;

/** The load made several times as large, at once. Requests are those of both loads. */
export interface Step extends Partial<Requests> {
  readonly number: number;
  readonly refusal?: TrialRefusal;
  readonly scaling?: Scaling;
  /** Pods before it, and the pods that it asked for. */
  readonly from?: number;
  readonly wanted?: number;
  /** The most that were wanted afterwards, where that is more. */
  readonly later?: number;
  /** Shares of the target that were seen: the last before the step, the largest after it. */
  readonly before?: number;
  readonly after?: number;
  /** From the order for more load until the last wanted pod was ready; absent: never while it lasted. */
  readonly seconds?: number;
  readonly predicted?: Predicted;
  readonly course?: Course;
  readonly wayBack?: WayBack;
}

export interface Steps {
  readonly planned: number;
  readonly all: readonly Step[];
  /** Of those that were seen. */
  readonly mean?: number;
  readonly predictedMean?: number;
  /** By how many times the load grew. */
  readonly times?: number;
  /** The same step under Kubernetes' default behaviour. Not judged. */
  readonly defaults: readonly Step[];
  /** Seconds in which pods became ready in the rolling updates. */
  readonly starts: readonly number[];
  readonly verdict: Verdict;
}

/** @param starts seconds in which pods became ready in other trials */
export function judgeSteps(
  trials: readonly Trial[],
  starts: readonly number[],
  planned: number,
): Steps {
  const of = (kind: Trial["kind"]): Step[] =>
    trials.filter((trial) => trial.kind === kind).map((trial) => judgeStep(trial, starts));
  const all = of("step");
  const seen = all.flatMap(({ seconds, predicted }) =>
    seconds === undefined || predicted === undefined ? [] : [{ seconds, predicted }],
  );
  const unmade = Array<undefined>(Math.max(0, planned - all.length)).fill(undefined);
  const means = seen.length > 0 && {
    mean: mean(seen.map(({ seconds }) => seconds)),
    predictedMean: mean(seen.map(({ predicted }) => predicted.mean)),
  };
  const held = means && seen.length >= FEWEST_FOR_MEAN ? [isMeanKept(means)] : [];
  return {
    ...{ planned, all, ...means, times: timesOf(trials), defaults: of("default-step"), starts },
    verdict: verdictOf([...all.map(isInTime), ...held, ...unmade]),
  };
}

function isMeanKept({ mean: seen, predictedMean }: Record<"mean" | "predictedMean", number>) {
  return seen <= MEAN_LIMIT * predictedMean;
}

/** Nothing is said of a step that was not seen. */
function isInTime({ refusal, seconds, predicted }: Step): boolean | undefined {
  if (refusal !== undefined || predicted === undefined) return undefined;
  return seconds !== undefined && seconds <= predicted.longest;
}

function timesOf(trials: readonly Trial[]): number | undefined {
  return trials
    .flatMap(({ load, added }) => (load && added ? [1 + added.rate / load.rate] : []))
    .at(0);
}

export function judgeStep(trial: Trial, starts: readonly number[]): Step {
  const { number, scaling, load, added, missing, timeline } = trial;
  const refused = (refusal: TrialRefusal): Step => ({ number, refusal });
  const covered = coveredTime(trial);
  if (missing !== undefined) return refused({ kind: "missing", detail: missing });
  if (!load || !added || !covered || !scaling) return refused({ kind: "no-load" });
  const step = timeOf("step-sent", timeline);
  if (step === undefined || step < covered.from) return refused({ kind: "not-done" });
  const end = Math.min(covered.to, step + added.seconds * 1_000);
  const figures = figuresOf(timeline, step, end, scaling);
  if (figures === undefined) return refused({ kind: "no-figures" });
  if (figures.after <= 1 + TOLERANCE) return refused({ kind: "other-load" });
  if (starts.length === 0) return refused({ kind: "no-starts" });
  const { wanted } = figures;
  const predicted = predictedReaction({ scaling, ...figures, starts });
  const ready = readyAt(timeline, step, wanted);
  const isSeen = ready !== undefined && ready <= end;
  if (!isSeen && end - step <= predicted.longest * 1_000) return refused({ kind: "not-ended" });
  const gone = timeOf("load-gone", timeline);
  return {
    ...{ number, scaling, ...figures, predicted },
    ...(isSeen && { seconds: (ready - step) / 1_000 }),
    ...requestsOf([load, added]),
    course: courseOf(trial, step, timeline.at(-1)?.at ?? end),
    ...(gone !== undefined && { wayBack: wayBackOf(readingsOf(timeline), gone, scaling.fewest) }),
  };
}

/** What the step asked for; `undefined` where the autoscaler has told too little. */
function figuresOf(timeline: Timeline, step: number, end: number, { most }: Scaling) {
  const readings = readingsOf(timeline);
  const from = podsAt(step, momentsOf("service", timeline)).filter(serves).length;
  const before = readings.filter(({ at, cpu }) => at <= step && cpu !== undefined).at(-1)?.cpu;
  const later = readingsWithin(readings, step, end).slice(1);
  const after = largest(later.flatMap(({ cpu }) => cpu ?? []));
  if (from === 0 || before === undefined || after === undefined) return undefined;
  return { from, before, after, ...wantedBy(later, from, after, most) };
}

/**
 * The pods that the autoscaler wanted when it had seen the whole step, and at the looks after it for as
 * long as each wanted more, which a pace may spread. What it wants once it was content is no reaction to
 * the step: a use that lies at the edge of the tolerance goes over it at some later look, and no interval
 * says when. Where nothing more was wanted, what the figures ask for.
 */
function wantedBy(
  readings: readonly Reading[],
  from: number,
  after: number,
  most: number,
): Pick<Step, "later"> & { readonly wanted: number } {
  const whole = readings.findIndex(
    ({ cpu = 0, wanted }) => wanted > from && cpu >= after * (1 - TOLERANCE),
  );
  const told = largest(readings.map(({ wanted }) => wanted)) ?? 0;
  if (whole === -1) {
    return { wanted: told > from ? told : Math.max(told, Math.min(most, Math.ceil(from * after))) };
  }
  let wanted = largest(readings.slice(0, whole + 1).map((one) => one.wanted)) ?? from;
  for (const one of readings.slice(whole + 1)) {
    if (one.wanted <= wanted) break;
    wanted = one.wanted;
  }
  return { wanted, ...(told > wanted && { later: told }) };
}

/** When so many pods served for the first time after the step. */
function readyAt(timeline: Timeline, step: number, wanted: number): number | undefined {
  return momentsOf("service", timeline).find(
    ({ at, pods }) => at > step && pods.filter(serves).length >= wanted,
  )?.at;
}
