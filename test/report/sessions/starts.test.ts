import { compare, type Compared } from "../../../report/sessions/compare";
import type { JudgedSlice } from "../../../report/sessions/judgeSlices";
import { normal, seededRandom } from "../../../report/statistics/random";
import { costSession, startOf } from "../sampleStarts";

describe("a server that was started several times", () => {
  /** Starts of a server whose processes cost other amounts, with so many pairs each. */
  const startsOf = (times: readonly number[], seed = 1, pairs = 8) =>
    times.map((one, start) => startOf(costSession(one, pairs, seed + start)));
  const compared = (times: readonly number[], seed?: number): Compared =>
    compare(startsOf(times, seed), times.length, "cost") as Compared;

  test("has one value a start, and the ratio is their geometric mean", () => {
    const { starts, values, ratio, kept, planned } = compared([1, 1.1, 1, 1.1]);

    expect({ starts, kept, planned }).toEqual({
      starts: { planned: 4, kept: 4 },
      kept: 32,
      planned: 32,
    });
    expect(values.map((value) => Number((1 / value).toFixed(1)))).toEqual([1, 1.1, 1, 1.1]);
    expect(ratio.estimate).toBeCloseTo(1 / Math.sqrt(1.1), 2);
  });

  test("does not differ where its starts differ as much from one another", () => {
    const apart = [0.96, 1.06, 0.99, 1.07, 0.97];
    const together = startsOf(apart).flatMap(({ slices }) => slices);
    const asOne = costSession(1, 8 * apart.length, 1);

    expect(compared(apart).verdict).toBe("none-shown");
    // Taken for pairs of one start, the same slices claim more than they know.
    const pooled = compare([{ result: asOne, slices: inOne(together) }], 1, "cost") as Compared;
    expect(width(pooled)).toBeLessThan(width(compared(apart)) / 2);
  });

  test("counts a start with a quarter of its pairs, and none with less", () => {
    const [first, ...others] = startsOf([1, 1, 1, 1, 1]);
    const withKept = (pairs: number) => {
      const slices = first.slices.map((one, index) =>
        index < 2 * pairs ? one : { ...one, dropped: { kind: "foreign-cpu" } as const },
      );
      return compare([{ ...first, slices }, ...others], 5, "cost");
    };

    expect(withKept(2)).toMatchObject({ kept: 34, starts: { planned: 5, kept: 5 } });
    expect(withKept(1)).toMatchObject({ kept: 32, starts: { planned: 5, kept: 4 } });
  });

  test("has lost the pairs of a start that was refused, and no interval with three starts left", () => {
    const five = startsOf([1, 1, 1, 1, 1]);

    expect(compare(five.slice(1), 5, "cost")).toMatchObject({ planned: 40, kept: 32 });
    expect(compare(five.slice(2), 5, "cost")).toMatchObject({ verdict: "too-few-pairs", kept: 24 });
    expect(compare(five.slice(3), 5, "cost")).toEqual({ kind: "noisy", planned: 40, kept: 16 });
  });

  test("of 200 that cost the same but for each start's own 3 %, at most 16 differ", () => {
    const random = seededRandom(5);
    const verdicts = Array.from({ length: 200 }, (_, index) => {
      const times = Array.from({ length: 5 }, () => Math.exp(0.03 * normal(random)));
      return compared(times, 10 * index).verdict;
    });

    const different = verdicts.filter((verdict) => verdict !== "none-shown").length;
    expect(different).toBeLessThanOrEqual(16);
    expect(different).toBeGreaterThan(0);
  });
});

/** Each start's slices in blocks of their own. */
function inOne(slices: readonly JudgedSlice[]): JudgedSlice[] {
  return slices.map((one, index) => ({ ...one, slice: { ...one.slice, block: index >> 2 } }));
}

function width({ ratio: { interval } }: Compared): number {
  return interval === undefined ? Number.NaN : interval.high - interval.low;
}
