import { type Phase, type RawResult, type RawSlice, useOf } from "../rawResult";
import { geometricMean, median } from "../statistics/moments";
import { seedOf } from "../statistics/random";
import { type Ratio, ratioOf } from "../statistics/ratio";
import type { JudgedSlice } from "./judgeSlices";
import { type Pair, type Pairs, pairsOf } from "./pairs";

/** What servers are compared by in pairs: each has a rate of latency of its own. */
export type ComparedPhase = Exclude<Phase, "latency">;

/** What a slice is compared by: a phase's own figure, or the 99th percentile of its latency. */
export type Quantity = ComparedPhase | "tail";

/** What the interval of a ratio says about the subject; 1 inside of it is "none-shown". */
export type Verdict = "better" | "worse" | "none-shown" | "too-few-pairs" | "generator-bound";

/** The subject beside the yardstick in one phase. */
export type Comparison =
  | Compared
  /** Fewer than half of the pairs are left: no figure is claimed. */
  | { readonly kind: "noisy"; readonly planned: number; readonly kept: number }
  /** The plan has no such phase, or one whose slices have too few answers for this quantity. */
  | { readonly kind: "absent"; readonly why?: "few-answers" };

export interface Compared {
  readonly kind: "compared";
  readonly planned: number;
  readonly kept: number;
  /** Geometric mean over the kept pairs: seconds of CPU a request, seconds, or requests a second. */
  readonly reference: number;
  readonly subject: number;
  readonly pairs: readonly PairFigures[];
  readonly ratio: Ratio;
  readonly verdict: Verdict;
  /** Arms that may be faster than the generator, so that their figure is a lower bound. */
  readonly bound: { readonly reference: boolean; readonly subject: boolean };
  /** Of the generator of random numbers behind the interval. */
  readonly seed: number;
}

export interface PairFigures {
  readonly reference: number;
  readonly subject: number;
  /** 1 is as good as the yardstick, 0.5 half as good, whatever is compared. */
  readonly ratio: number;
}

/**
 * Of the time: a generator that had something to do for longer may have been the limit. Beside servers that
 * kept their core as busy it was 0.86 to 0.94 on two cores that others use, too.
 */
export const GENERATOR_LIMIT = 0.95;

/** A quantity of a slice, and whether more of it is better. */
const QUANTITIES: Readonly<
  Record<Quantity, { readonly of: (slice: RawSlice) => number; readonly more: boolean }>
> = {
  cost: { of: (slice) => (useOf(slice)?.cpuSeconds ?? Number.NaN) / slice.requests, more: false },
  peak: { of: ({ requests, seconds }) => requests / seconds, more: true },
  tail: { of: ({ latencyMicros }) => (latencyMicros?.p99 ?? Number.NaN) / 1e6, more: false },
};

/**
 * Compares both arms of a session in one phase.
 *
 * @param quantity By what.
 * @default quantity - the phase's own figure
 */
export function compare(
  slices: readonly JudgedSlice[],
  phase: ComparedPhase,
  result: RawResult,
  quantity: ComparedPhase = phase,
): Comparison {
  const what = quantity === phase ? phase : `${phase}/${quantity}`;
  return comparePairs(pairsOf(slices, phase, result), quantity, seedTextOf(result, what));
}

/** Of fewer answers in a slice, less than ten lie above the 99th percentile: chance. */
export const FEWEST_OF_TAIL = 1000;

/**
 * Compares both arms of a session by the 99th percentile of their latency. Absent where each gets a
 * rate of its own, in results without blocks of it, and where a slice has less than
 * {@link FEWEST_OF_TAIL} answers.
 */
export function compareTails(slices: readonly JudgedSlice[], result: RawResult): Comparison {
  const { peak, blocks } = result.plan.latency;
  if (peak === "own" || blocks === 0) return { kind: "absent" };
  const pairs = pairsOf(slices, "latency", result);
  const few = ({ slice }: JudgedSlice): boolean => slice.requests < FEWEST_OF_TAIL;
  if (pairs.kept.some(({ reference, subject }) => few(reference) || few(subject))) {
    return { kind: "absent", why: "few-answers" };
  }
  return comparePairs(pairs, "tail", seedTextOf(result, "latency/tail"));
}

function seedTextOf({ plan, experiment, arms }: RawResult, what: string): string {
  return `${plan.seed}/${experiment}/${arms[1].name}/${what}`;
}

/**
 * Compares by one quantity what stands in pairs.
 *
 * @param seedText Of which the seed of the random numbers is made: its own for every comparison.
 */
export function comparePairs(
  { planned, kept }: Pairs,
  quantity: Quantity,
  seedText: string,
): Comparison {
  if (planned === 0) return { kind: "absent" };
  if (kept.length < planned / 2) return { kind: "noisy", planned, kept: kept.length };
  const pairs = kept.map((pair) => figuresOf(pair, quantity));
  const seed = seedOf(seedText);
  const ratio = ratioOf(
    pairs.map((pair) => pair.ratio),
    seed,
  );
  const bound = quantity === "peak" ? boundArms(kept) : { reference: false, subject: false };
  return {
    kind: "compared",
    planned,
    kept: kept.length,
    reference: geometricMean(pairs.map(({ reference }) => reference)),
    subject: geometricMean(pairs.map(({ subject }) => subject)),
    pairs,
    ratio,
    verdict: verdictOn(ratio, bound),
    bound,
    seed,
  };
}

function figuresOf(pair: Pair, quantity: Quantity): PairFigures {
  const { of, more } = QUANTITIES[quantity];
  const reference = of(pair.reference.slice);
  const subject = of(pair.subject.slice);
  return { reference, subject, ratio: more ? subject / reference : reference / subject };
}

function boundArms(pairs: readonly Pair[]): Compared["bound"] {
  const bound = (arm: keyof Pair): boolean =>
    median(pairs.map((pair) => generatorShare(pair[arm].slice))) > GENERATOR_LIMIT;
  return { reference: bound("reference"), subject: bound("subject") };
}

/** How long the generator had something to do, with a core or waiting for one that it may use. */
function generatorShare({ generator, seconds }: RawSlice): number {
  const { cpuSeconds, waitSeconds, usableCores } = generator;
  return (cpuSeconds + (waitSeconds ?? 0)) / (seconds * usableCores);
}

/** A lower bound can only show that its arm is the better one. */
function verdictOn({ interval }: Ratio, bound: Compared["bound"]): Verdict {
  if (interval === undefined) return "too-few-pairs";
  const verdict = interval.low > 1 ? "better" : interval.high < 1 ? "worse" : "none-shown";
  const shown =
    (!bound.reference || verdict === "worse") && (!bound.subject || verdict === "better");
  return shown ? verdict : "generator-bound";
}
