import { type Plan } from "../../../components/benchmark/plan";

/** How much of each is made. */
export interface Effort {
  /** Blocks of two pairs each. */
  readonly alike: number;
  readonly calibration: number;
  readonly planted: number;
  /** Of the harness beside wrk. */
  readonly rounds: number;
}

/** 20 pairs of the same, and as many of what differs by 3 % as all starts of `--full` have: 160. */
export const WHOLE: Effort = { alike: 10, calibration: 4, planted: 80, rounds: 3 };

/** Shows that everything works, and proves nothing. */
export const QUICK: Effort = { alike: 2, calibration: 1, planted: 2, rounds: 1 };

/** Mostly cost slices, as those of `like`. */
export function costPlan(like: Plan, blocks: number): Plan {
  return {
    ...like,
    settle: like.settle,
    warmup: "2 s",
    peak: { blocks: 1, slice: "1 s" },
    cost: { ...like.cost, blocks },
    latency: { blocks: 1, slice: "1 s", load: 0.7, peak: "own" },
    article: { duration: "0 s" },
  };
}

/** Mostly peak slices; the other phases are as short as they may be. */
export function peakPlan(like: Plan): Plan {
  return {
    ...like,
    settle: "500 ms",
    warmup: "1 s",
    peak: { blocks: 2, slice: "1500 ms" },
    cost: { blocks: 1, slice: "100 ms", rate: like.cost.rate },
    latency: { blocks: 1, slice: "50 ms", load: 0.7, peak: "own" },
    article: { duration: "0 s" },
  };
}

/** As short as a session can be that still has something to drop. */
export function disturbedPlan(like: Plan): Plan {
  return {
    ...costPlan(like, 2),
    peak: { blocks: 2, slice: "1 s" },
    latency: { blocks: 1, slice: "500 ms", load: 0.7, peak: "own" },
  };
}
