import { type Duration, duration } from "../config/duration";
import type { Config } from "../config/parse";
import { type Rate, rate } from "../config/rate";
import type { PlanName } from "../config/schema";

/** Paired slices: a block is four of them, in the order A B B A or B A A B. */
interface Blocks {
  readonly blocks: number;
  /** The measured part of each slice. */
  readonly slice: Duration;
}

interface Latency extends Blocks {
  readonly load: number;
}

/**
 * Whose peak the rate of the latency phase is a share of: each arm its `own`, which shows what a user
 * of each would see, or the `yardstick`'s for both, which shows what a setting does at one load.
 */
export type PeakOf = "own" | "yardstick";

/** What one pod of a comparison of pod specs goes through. */
interface PodTurn {
  /** Each holds a pod of each variant. */
  readonly blocks: number;
  /** Load at the beginning of each slice that is not counted: starting a pod is work for its node. */
  readonly settle: Duration;
  /** Measured at the fixed rate. */
  readonly cost: Duration;
  /** Measured in the closed loop. */
  readonly peak: Duration;
}

/**
 * What one session does with its two arms, the phases in the order in which they run, and how many such
 * sessions there are.
 */
export interface Plan {
  /**
   * Sessions of each pairing, in each of which both servers are new processes. What one start of a server
   * costs more than another is in no pair of one session.
   */
  readonly starts: number;
  readonly connections: number;
  /** Threads of the load generator. */
  readonly threads: number;
  /** Decides which arm begins each block; of the first start, see {@link planOfStart}. */
  readonly seed: number;
  /** Load at the beginning of each slice that is not counted. */
  readonly settle: Duration;
  /** Closed-loop load on each arm before the first slice. */
  readonly warmup: Duration;
  /** Closed loop, each arm on one core: how many requests it can answer. */
  readonly peak: Blocks;
  /** Open loop at one rate for all: what a request costs. */
  readonly cost: Blocks & { readonly rate: Rate };
  /** Open loop at this share of a peak: how long a request takes. */
  readonly latency: Latency & { readonly peak: PeakOf };
  /** wrk on the subject in a closed loop, for comparison with published figures. */
  readonly article: { readonly duration: Duration };
  /** Of a comparison of pod specs, which has none of the phases above. */
  readonly pods: PodTurn;
}

export type MeasuringPlan = Exclude<PlanName, "off">;
type Lengths = Pick<Plan, "starts" | "settle" | "warmup" | "peak" | "article" | "pods"> & {
  readonly cost: Blocks;
  readonly latency: Latency;
};

/**
 * Power follows the number of pairs (two a block), not the length of a slice: on one machine pairs of
 * 1 s varied by 5 to 12 %, those of 500 ms by 5 to 8 %. What is seen in four of five runs of one start is 2.8
 * times that over the root of the number: 5 to 7 % in `short` (10 pairs), and then of these processes alone.
 * Starts of one server differ by some 2 %, Node's by 5 %. Over 5 starts of 8 pairs (`standard`), 5 % of
 * difference is seen in four of five runs where starts differ by 2 %; over 8 of 20 pairs (`full`), 3 %.
 *
 * Beside busy guests of one host pairs of 500 ms varied by 8 to 16 %, on a core of their own no less. Load that
 * passes from one arm to the other every 10 ms made that 3 to 8 %, and Node and rust-std a fifth dearer beside
 * the yardstick, as if they found their caches emptied at each turn. So slices stay long.
 */
const LENGTHS: Readonly<Record<MeasuringPlan, Lengths>> = {
  short: {
    starts: 1,
    settle: "250 ms",
    warmup: "2 s",
    peak: { blocks: 3, slice: "750 ms" },
    cost: { blocks: 5, slice: "500 ms" },
    latency: { blocks: 1, slice: "1500 ms", load: 0.7 },
    article: { duration: "2 s" },
    pods: { blocks: 4, settle: "500 ms", cost: "1 s", peak: "750 ms" },
  },
  standard: {
    starts: 5,
    settle: "250 ms",
    warmup: "2500 ms",
    peak: { blocks: 1, slice: "1 s" },
    cost: { blocks: 4, slice: "500 ms" },
    latency: { blocks: 1, slice: "1500 ms", load: 0.7 },
    article: { duration: "1 s" },
    pods: { blocks: 6, settle: "500 ms", cost: "1500 ms", peak: "1 s" },
  },
  full: {
    starts: 8,
    settle: "500 ms",
    warmup: "6 s",
    peak: { blocks: 2, slice: "2 s" },
    cost: { blocks: 10, slice: "500 ms" },
    latency: { blocks: 2, slice: "2 s", load: 0.7 },
    article: { duration: "4 s" },
    pods: { blocks: 20, settle: "1 s", cost: "2 s", peak: "2 s" },
  },
};

/** From the shortest to the longest. */
export const MEASURING_PLANS = Object.keys(LENGTHS) as readonly MeasuringPlan[];

/** `undefined` where the environment measures nothing. */
export function planOf(settings: Config["benchmark"]): Plan | undefined {
  const { plan, ...rest } = settings;
  return plan === "off" ? undefined : measuringPlan(plan, rest);
}

/** The plan of one of the sessions of a pairing: the other arm begins some of its blocks. */
export function planOfStart(plan: Plan, start: number): Plan {
  return { ...plan, seed: plan.seed + start };
}

/** What is the same in every plan of an environment. */
export type Load = Pick<Plan, "connections" | "threads" | "seed"> & { readonly rate: Rate };

export function measuringPlan(name: MeasuringPlan, settings: Load): Plan {
  const { rate: fixedRate, ...load } = settings;
  const lengths = LENGTHS[name];
  return {
    ...load,
    ...lengths,
    cost: { ...lengths.cost, rate: fixedRate },
    latency: { ...lengths.latency, peak: "own" },
  };
}

/** One block, as a `short` plan has, is two pairs: with less than four there is no interval. */
const PAIRED_LATENCY = 2;

/** What a comparison may ask for instead of the environment's own load. */
export type OwnLoad = Partial<Pick<Load, "connections" | "rate">>;

/**
 * The plan for two settings of one server: both get the same rate of latency, 70 % of the peak of the
 * default, so that it is compared in pairs, and in {@link PAIRED_LATENCY} times as many. No figure is made
 * as others publish it.
 */
export function settingsPlan(plan: Plan, load: OwnLoad = {}): Plan {
  const { connections = plan.connections, rate: fixedRate = plan.cost.rate } = load;
  return {
    ...plan,
    connections,
    cost: { ...plan.cost, rate: fixedRate },
    latency: {
      ...plan.latency,
      blocks: PAIRED_LATENCY * plan.latency.blocks,
      peak: "yardstick",
    },
    article: { duration: "0 s" },
  };
}

/** The plan as the load generator reads it, in seconds and milliseconds. */
export function planDocument(plan: Plan): object {
  const { connections, threads, seed, settle, warmup, peak, cost, latency, article } = plan;
  const milliseconds = (text: Duration): number => duration.parse(text);
  const blocks = (part: Blocks) => ({
    blocks: part.blocks,
    sliceMillis: milliseconds(part.slice),
  });
  return {
    connections,
    threads,
    seed,
    settleMillis: milliseconds(settle),
    warmupSeconds: milliseconds(warmup) / 1000,
    peak: blocks(peak),
    cost: { ...blocks(cost), rate: rate.parse(cost.rate) },
    latency: { ...blocks(latency), load: latency.load, peak: latency.peak },
    article: { seconds: milliseconds(article.duration) / 1000 },
  };
}

const SLICES_PER_BLOCK = 4;
/** To stop one arm, wake the other, connect, and read the counters at both ends. */
const BETWEEN_SLICES: Duration = "100 ms";
/** To start, to check the answers, to read what an idle machine does, to print the result. */
const AROUND: Duration = "3 s";

/** How long a session takes from the start of its container to its result. */
export function sessionLength(plan: Plan): Duration {
  const { settle, warmup, peak, cost, latency, article } = plan;
  const parse = (text: Duration): number => duration.parse(text);
  const slice = (measured: Duration): number =>
    parse(measured) + parse(settle) + parse(BETWEEN_SLICES);
  const blocks = (part: Blocks): number => part.blocks * SLICES_PER_BLOCK * slice(part.slice);
  const paired = blocks(peak) + blocks(cost) + blocks(latency);
  const around = 2 * parse(warmup) + parse(article.duration) + parse(AROUND);
  return duration.render(paired + around);
}

/** For pulling images, starting both arms, and waiting while another measurement holds the Lease. */
const SLACK: Duration = "30 min";

/** When a Job is ended, counted from its start. */
export function deadline(plan: Plan): Duration {
  return deadlineAfter(sessionLength(plan));
}

/** The same of whatever takes so long. */
export function deadlineAfter(length: Duration): Duration {
  return duration.render(duration.parse(length) + duration.parse(SLACK));
}
