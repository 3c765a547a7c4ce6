import { mean } from "../statistics/moments";
import { judgeStep } from "./steps";
import type { Trial } from "./trialRun";

/**
 * The rate, in requests a second, at which the fewest pods use what the autoscaler aims at. Each step
 * has shown two rates and what they use; the rate is read off the line between them, and of several
 * steps the mean is taken. `undefined` where no step was seen.
 */
export function rateAtTarget(trials: readonly Trial[]): number | undefined {
  const rates = trials.filter(({ kind }) => kind === "step").flatMap(rateOf);
  return rates.length === 0 ? undefined : mean(rates);
}

function rateOf(trial: Trial): number[] {
  const { load, added, scaling } = trial;
  const { before, after, from } = judgeStep(trial, [0]);
  if (!load || !added || before === undefined || after === undefined) return [];
  if (from !== scaling?.fewest || after <= before) return [];
  return [load.rate + ((1 - before) / (after - before)) * added.rate];
}
