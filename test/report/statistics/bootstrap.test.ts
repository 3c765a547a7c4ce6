import fc from "fast-check";
import { meanInterval } from "../../../report/statistics/bootstrap";
import { mean, quantile } from "../../../report/statistics/moments";
import { below, normal, type Random, seededRandom } from "../../../report/statistics/random";
import { seeded } from "../../support/property";

const EXPERIMENTS = 1_000;
const sample = (size: number, random: Random, shift = 0): number[] =>
  Array.from({ length: size }, () => shift + normal(random));

/** How many intervals of made-up experiments hold the truth. */
function covered(truth: number, experiment: (random: Random, index: number) => Ends): number {
  const random = seededRandom(2026);
  let hits = 0;
  for (let index = 0; index < EXPERIMENTS; index += 1) {
    const { low, high } = experiment(random, index);
    if (low <= truth && truth <= high) hits += 1;
  }
  return hits;
}

interface Ends {
  readonly low: number;
  readonly high: number;
}

/** What this project does not use: the middle 95 % of the resampled means. */
function percentileInterval(values: readonly number[], random: Random): Ends {
  const means = Array.from({ length: 2_000 }, () =>
    mean(values.map(() => values[below(values.length, random)])),
  ).sort((a, b) => a - b);
  return { low: quantile(means, 0.025), high: quantile(means, 0.975) };
}

describe("a 95 % interval of a mean", () => {
  test.each([4, 6, 12, 22])(
    "holds the truth in 93 to 97 of 100 experiments with %i values",
    (size) => {
      const hits = covered(3, (random, index) =>
        meanInterval(sample(size, random, 3), seededRandom(index)),
      );

      expect(hits).toBeGreaterThanOrEqual(0.93 * EXPERIMENTS);
      expect(hits).toBeLessThanOrEqual(0.97 * EXPERIMENTS);
    },
    60_000,
  );

  test("holds the true difference of two samples in 93 to 97 of 100 experiments", () => {
    const hits = covered(2, (random, index) =>
      meanInterval(sample(6, random, 3), seededRandom(index), sample(8, random, 1)),
    );

    expect(hits).toBeGreaterThanOrEqual(0.93 * EXPERIMENTS);
    expect(hits).toBeLessThanOrEqual(0.97 * EXPERIMENTS);
  }, 60_000);

  test("is not a percentile interval, for that holds it in fewer than 88 with 6 values", () => {
    const hits = covered(0, (random) => percentileInterval(sample(6, random), random));

    expect(hits).toBeLessThan(0.88 * EXPERIMENTS);
  }, 60_000);

  const values = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), {
    minLength: 4,
    maxLength: 12,
  });

  test("is the same for the same seed, moves with its values and grows with them", () => {
    fc.assert(
      fc.property(values, fc.integer(), (numbers, seed) => {
        const interval = (change: (value: number) => number) =>
          meanInterval(numbers.map(change), seededRandom(seed));
        const once = interval((value) => value);

        expect(interval((value) => value)).toEqual(once);
        expect(once.low).toBeLessThanOrEqual(once.estimate);
        expect(once.high).toBeGreaterThanOrEqual(once.estimate);
        expect(interval((value) => value + 3).low).toBeCloseTo(once.low + 3, 9);
        expect(interval((value) => value * 3).high).toBeCloseTo(once.high * 3, 9);
      }),
      seeded(50),
    );
  });

  test("stays of the size of the values, when one of six lies far out", () => {
    const { low, high } = meanInterval([0, 1e-6, 2e-6, -1e-6, -2e-6, 1], seededRandom(1));

    expect(low).toBeGreaterThan(-0.5);
    expect(high).toBeLessThan(1);
  });

  test("is a point, when all values are the same", () => {
    const interval = meanInterval([2, 2, 2, 2, 2], seededRandom(1));

    expect(interval).toEqual({ estimate: 2, low: 2, high: 2 });
  });
});
