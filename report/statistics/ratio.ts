import { FEWEST_VALUES, type Interval, meanInterval } from "./bootstrap";
import { geometricMean } from "./moments";
import { seededRandom } from "./random";

/** The ratio of two quantities, from pairs of measurements that lie next to each other in time. */
export interface Ratio {
  /** Geometric mean of the pairs' ratios: 2 and 1/2 cancel. */
  readonly estimate: number;
  /** Absent when there are fewer than four pairs. */
  readonly interval?: Interval;
}

/** @param ratios one a pair, all positive */
export function ratioOf(ratios: readonly number[], seed: number): Ratio {
  const estimate = geometricMean(ratios);
  if (ratios.length < FEWEST_VALUES) return { estimate };
  const logs = meanInterval(ratios.map(Math.log), seededRandom(seed));
  return { estimate, interval: exponential(logs) };
}

/**
 * How two servers compare that were each paired with the same third one but never with each other:
 * the quotient of their ratios. `undefined` when either has fewer than four pairs.
 */
export function quotientOf(
  ratios: readonly number[],
  others: readonly number[],
  seed: number,
): Interval | undefined {
  if (Math.min(ratios.length, others.length) < FEWEST_VALUES) return undefined;
  const logs = meanInterval(ratios.map(Math.log), seededRandom(seed), others.map(Math.log));
  return exponential(logs);
}

function exponential({ estimate, low, high }: Interval): Interval {
  return { estimate: Math.exp(estimate), low: Math.exp(low), high: Math.exp(high) };
}
