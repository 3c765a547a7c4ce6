import { type Phase, type RawSlice, useOf } from "../rawResult";
import { geometricMean, median } from "../statistics/moments";
import { seedOf } from "../statistics/random";
import { type Ratio, ratioOf } from "../statistics/ratio";
import type { JudgedSlice } from "./judgeSlices";
import { type Pair, type Pairs, pairsOf } from "./pairs";
import type { AcceptedStart } from "./start";

/** What servers are compared by in pairs: each has a rate of latency of its own. */
export type ComparedPhase = Exclude<Phase, "latency">;

/** What a slice is compared by: a phase's own figure, or the 99th percentile of its latency. */
export type Quantity = ComparedPhase | "tail";

/** What the interval of a ratio says about the subject; 1 inside of it is "none-shown". */
export type Verdict = "better" | "worse" | "none-shown" | "too-few-pairs" | "generator-bound";

/** The subject beside the yardstick in one phase. */
export type Comparison =
  | Compared
  /** Fewer than half of the pairs are left, or of no start enough: no figure is claimed. */
  | { readonly kind: "noisy"; readonly planned: number; readonly kept: number }
  /** The plan has no such phase, or one whose slices have too few answers for this quantity. */
  | { readonly kind: "absent"; readonly why?: "few-answers" };

export interface Compared {
  readonly kind: "compared";
  readonly planned: number;
  readonly kept: number;
  /** Geometric mean over the starts of that over their kept pairs, in {@link Quantity}'s own unit. */
  readonly reference: number;
  readonly subject: number;
  readonly pairs: readonly PairFigures[];
  readonly starts: Starts;
  /** What the interval rests on: the ratio of each start, or of each pair where one start was planned. */
  readonly values: readonly number[];
  readonly ratio: Ratio;
  readonly verdict: Verdict;
  /** Arms that may be faster than the generator, so that their figure is a lower bound. */
  readonly bound: { readonly reference: boolean; readonly subject: boolean };
  /** Of the generator of random numbers behind the interval. */
  readonly seed: number;
}

/** Times that both servers were started. */
export interface Starts {
  readonly planned: number;
  /** Those with enough pairs, see {@link FEWEST_OF_START}. */
  readonly kept: number;
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

/** Share of the pairs of a start that must be left for it to count: what less of them say is chance. */
export const FEWEST_OF_START = 0.25;

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
 * @param starts At least one; those that were not refused.
 * @param planned Starts that there should be.
 * @param quantity By what.
 * @default quantity - the phase's own figure
 */
export function compare(
  starts: readonly StartSlices[],
  planned: number,
  phase: ComparedPhase,
  quantity: ComparedPhase = phase,
): Comparison {
  const what = quantity === phase ? phase : `${phase}/${quantity}`;
  const pairs = starts.map(({ slices, result }) => pairsOf(slices, phase, result));
  return compareStarts(pairs, planned, quantity, seedTextOf(starts, what));
}

/** Of fewer answers in a slice, less than ten lie above the 99th percentile: chance. */
export const FEWEST_OF_TAIL = 1000;

/**
 * Compares both arms of a session by the 99th percentile of their latency. Absent where each gets a
 * rate of its own, in results without blocks of it, and where a slice has less than
 * {@link FEWEST_OF_TAIL} answers.
 */
export function compareTails(starts: readonly StartSlices[], planned: number): Comparison {
  const { peak, blocks } = starts[0].result.plan.latency;
  if (peak === "own" || blocks === 0) return { kind: "absent" };
  const pairs = starts.map(({ slices, result }) => pairsOf(slices, "latency", result));
  const few = ({ slice }: JudgedSlice): boolean => slice.requests < FEWEST_OF_TAIL;
  const kept = pairs.flatMap((start) => start.kept);
  if (kept.some(({ reference, subject }) => few(reference) || few(subject))) {
    return { kind: "absent", why: "few-answers" };
  }
  return compareStarts(pairs, planned, "tail", seedTextOf(starts, "latency/tail"));
}

/** What of a start is compared. */
type StartSlices = Pick<AcceptedStart, "result" | "slices">;

function seedTextOf(starts: readonly StartSlices[], what: string): string {
  const [{ result }] = starts;
  const { plan, experiment, arms } = result;
  return `${plan.seed}/${experiment}/${arms[1].name}/${what}`;
}

/**
 * Compares by one quantity what stands in pairs. Where both servers were started several times, a start
 * is one value, the geometric mean of its pairs: servers differ from start to start by more than from slice
 * to slice, and pairs of one start do not show that. Where one start was planned, a pair is one.
 *
 * @param starts The pairs of each start that was not refused.
 * @param planned Starts that there should be.
 * @param seedText Of which the seed of the random numbers is made: its own for every comparison.
 */
export function compareStarts(
  starts: readonly Pairs[],
  planned: number,
  quantity: Quantity,
  seedText: string,
): Comparison {
  const sum = (of: (pairs: Pairs) => number): number =>
    starts.reduce((all, one) => all + of(one), 0);
  // A start that was refused has lost as many as the others have planned.
  const pairsPlanned = Math.round((sum((one) => one.planned) * planned) / starts.length);
  if (pairsPlanned === 0) return { kind: "absent" };
  const counted = starts.filter(({ kept, planned: all }) => kept.length >= FEWEST_OF_START * all);
  const kept = counted.flatMap((one) => one.kept);
  const noisy = { kind: "noisy", planned: pairsPlanned, kept: kept.length } as const;
  if (kept.length === 0 || kept.length < pairsPlanned / 2) return noisy;
  const byStart = counted.map((one) => one.kept.map((pair) => figuresOf(pair, quantity)));
  const pairs = byStart.flat();
  const typical = (of: keyof PairFigures): number[] =>
    byStart.map((one) => geometricMean(one.map((pair) => pair[of])));
  const values = planned === 1 ? pairs.map(({ ratio }) => ratio) : typical("ratio");
  const seed = seedOf(seedText);
  const ratio = ratioOf(values, seed);
  const bound = quantity === "peak" ? boundArms(kept) : { reference: false, subject: false };
  return {
    ...noisy,
    kind: "compared",
    reference: geometricMean(typical("reference")),
    subject: geometricMean(typical("subject")),
    pairs,
    starts: { planned, kept: counted.length },
    values,
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
