import { normal, seededRandom } from "../../../report/statistics/random";
import { count, findingOf, resampled } from "./resampling";

/** Ratios of pairs that vary by 2 %. */
function pairs(ratio: number, length: number, seed: number): number[] {
  const random = seededRandom(seed);
  return Array.from({ length }, () => ratio * Math.exp(0.02 * normal(random)));
}

test("what is the same is called different about as often as the interval promises", () => {
  const findings = resampled(pairs(1, 20, 1), { experiments: 200, pairs: 20, seed: 3 }, true);

  expect(findings).toHaveLength(200);
  expect(count(findings, "better", "worse")).toBeLessThanOrEqual(16);
  expect(count(findings, "better", "worse")).toBeGreaterThan(0);
});

test("that the measured pairs lean to one side does not count where both arms were the same", () => {
  const leaning = pairs(1.02, 20, 2);
  const resampling = { experiments: 100, pairs: 20, seed: 3 };

  expect(count(resampled(leaning, resampling, true), "better", "worse")).toBeLessThan(15);
  expect(count(resampled(leaning, resampling, false), "better")).toBeGreaterThan(50);
});

test("what is dearer is found, on the right side", () => {
  const findings = resampled(pairs(0.97, 24, 4), { experiments: 20, pairs: 24, seed: 3 }, false);

  expect(count(findings, "worse")).toBe(20);
});

test("the same seed gives the same experiments", () => {
  const draw = (seed: number) =>
    resampled(pairs(0.99, 20, 5), { experiments: 30, pairs: 20, seed }, false);

  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
});

test("without an interval nothing is found", () => {
  expect(findingOf({ estimate: 2 })).toBe("none");
  expect(findingOf({ estimate: 1, interval: { estimate: 1, low: 0.9, high: 1 } })).toBe("none");
});
