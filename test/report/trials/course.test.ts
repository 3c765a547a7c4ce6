import fc from "fast-check";
import { courseOf, readingsOf, reversalsIn } from "../../../report/trials/course";
import { wayBackOf } from "../../../report/trials/wayBack";
import { seeded } from "../../support/property";
import { autoscaler, step, STEP, WAY_BACK } from "./sampleScaling";

const reversals = (wanted: readonly number[]) =>
  reversalsIn(readingsOf(wanted.map((count, index) => autoscaler(index, count))));

describe("changes of direction", () => {
  test.each([
    [[], 0],
    [[2, 2, 2], 0],
    [[2, 4, 6], 0],
    [[6, 5, 5, 2], 0],
    [[2, 3, 3, 2], 1],
    [[2, 3, 2, 3], 2],
  ])("of %j are %d", (wanted, expected) => {
    expect(reversals(wanted)).toBe(expected);
  });

  test("do not depend on how often the same number is told, or on up being down", () => {
    const counts = fc.array(fc.integer({ min: 2, max: 6 }), { maxLength: 12 });
    fc.assert(
      fc.property(counts, (wanted) => {
        const twice = wanted.flatMap((count) => [count, count]);

        expect(reversals(twice)).toBe(reversals(wanted));
        expect(reversals(wanted.map((count) => 8 - count))).toBe(reversals(wanted));
      }),
      seeded(100),
    );
  });
});

test("a course is what was wanted, ready, used and sent, from the step on", () => {
  const course = courseOf(step(), 50_000, 135_000);

  expect(course).toMatchObject({
    wanted: [
      [-49.5, 2],
      [16, 4],
      [31, 5],
    ],
    ready: [
      [-49.5, 2],
      [20, 3],
      [21, 4],
      [36, 5],
    ],
    load: [
      [-48, 100],
      [0, 500],
      [85, 100],
      [101.5, 0],
    ],
    seconds: 85,
  });
  expect(course.cpu).toContainEqual([31, 2.25]);
});

test("the way back lasts until the fewest pods are wanted, and has a largest step", () => {
  const readings = readingsOf([...STEP, ...WAY_BACK]);

  expect(wayBackOf(readings, 140_000, 2)).toEqual({ seconds: 360, atOnce: 1 });
  expect(wayBackOf(readings, 140_000, 1)).toEqual({ atOnce: 1 });
  expect(wayBackOf(readings, 600_000, 2)).toEqual({});
});
