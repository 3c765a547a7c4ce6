import { below, type Random, seededRandom } from "../../../report/statistics/random";
import { type Ratio, ratioOf } from "../../../report/statistics/ratio";

/** What an interval of a ratio says: 1 inside of it is no difference. */
export type Finding = "better" | "worse" | "none";

export function findingOf({ interval }: Ratio): Finding {
  if (interval === undefined) return "none";
  return interval.low > 1 ? "better" : interval.high < 1 ? "worse" : "none";
}

/** How many experiments there are and of how many pairs. */
export interface Resampling {
  readonly experiments: number;
  readonly pairs: number;
  readonly seed: number;
}

/**
 * Experiments as they might have been, each of pairs drawn from those that were measured.
 *
 * @param ratios of the measured pairs
 * @param alike both arms were the same, so each pair may as well have been the other way round:
 *   what the measured pairs happen to lean to does not count
 */
export function resampled(
  ratios: readonly number[],
  { experiments, pairs, seed }: Resampling,
  alike: boolean,
): Finding[] {
  const random = seededRandom(seed);
  return Array.from({ length: experiments }, (_, experiment) => {
    const drawn = Array.from({ length: pairs }, () => draw(ratios, alike, random));
    return findingOf(ratioOf(drawn, seed + 1 + experiment));
  });
}

function draw(ratios: readonly number[], alike: boolean, random: Random): number {
  const ratio = ratios[below(ratios.length, random)];
  return alike && random() < 0.5 ? 1 / ratio : ratio;
}

export function count(findings: readonly Finding[], ...wanted: readonly Finding[]): number {
  return findings.filter((one) => wanted.includes(one)).length;
}
