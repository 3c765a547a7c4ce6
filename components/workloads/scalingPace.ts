import { type Duration, duration } from "../config/duration";
import { type Percent, percent } from "../config/percent";
import type { Problem } from "../config/problems";
import { amountProblems, wholeNumberProblems } from "./argumentProblems";

/** How fast the number of pods may move in one direction. */
export interface Pace {
  /** Of what was wanted within this time the most cautious counts; whole seconds. */
  readonly window: Duration;
  /** In each period at most this share of the pods, */
  readonly percent: Percent;
  /** or this number of them, whichever is more. */
  readonly pods: number;
  /** Whole seconds. */
  readonly period: Duration;
}

export type PaceOverrides = Partial<Pace>;

/** As Kubernetes has it by default: load that is there is served at once. */
export const SCALE_UP: Pace = { window: "0 s", percent: "100 %", pods: 4, period: "15 s" };

/**
 * The window is Kubernetes' default. The pace is not: all of the surplus may go at once there, and a
 * pod that goes takes its warm caches and its connections with it.
 */
export const SCALE_DOWN: Pace = { window: "5 min", percent: "10 %", pods: 1, period: "1 min" };

/** @param path Of the pace among the arguments: `autoscaling.scaleUp`. */
export function paceProblems(path: string, pace: PaceOverrides = {}): Problem[] {
  const { window, percent: share, pods, period } = pace;
  const windows = { min: "0 s", max: "1 h" } as const;
  const periods = { min: "1 s", max: "30 min" } as const;
  return [
    ...amountProblems(`${path}.window`, window, duration, windows),
    ...amountProblems(`${path}.percent`, share, percent, { min: "1 %", max: "1000 %" }),
    ...wholeNumberProblems(`${path}.pods`, pods, { min: 1, max: 1000 }),
    ...amountProblems(`${path}.period`, period, duration, periods),
  ];
}
