import fc from "fast-check";
import { quotientOf, ratioOf } from "../../../report/statistics/ratio";
import { seeded } from "../../support/property";

const ratios = fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), {
  minLength: 4,
  maxLength: 12,
});

test("a ratio is the geometric mean: twice and half cancel", () => {
  expect(ratioOf([2, 0.5], 1)).toEqual({ estimate: 1 });
  expect(ratioOf([2, 0.5, 4, 0.25], 1).estimate).toBeCloseTo(1, 12);
});

test("fewer than four pairs give no interval", () => {
  expect(ratioOf([1, 1.1, 0.9], 1).interval).toBeUndefined();
  expect(ratioOf([1, 1.1, 0.9, 1], 1).interval).toBeDefined();
  expect(quotientOf([1, 1, 1], [1, 2, 3, 4, 5], 1)).toBeUndefined();
});

test("a ratio lies inside its interval, and both grow with the pairs", () => {
  fc.assert(
    fc.property(ratios, fc.integer(), (all, seed) => {
      const { estimate, interval } = ratioOf(all, seed);
      const twice = ratioOf(
        all.map((ratio) => 2 * ratio),
        seed,
      );

      expect(interval?.low).toBeLessThanOrEqual(estimate * (1 + 1e-9));
      expect(interval?.high).toBeGreaterThanOrEqual(estimate * (1 - 1e-9));
      expect(twice.estimate / estimate).toBeCloseTo(2, 9);
      expect((twice.interval?.low ?? 0) / (interval?.low ?? 1)).toBeCloseTo(2, 9);
    }),
    seeded(50),
  );
});

test("two servers with the same pairs have a quotient of 1 inside its interval", () => {
  fc.assert(
    fc.property(ratios, fc.integer(), (all, seed) => {
      const quotient = quotientOf(all, all, seed);

      expect(quotient?.estimate).toBeCloseTo(1, 9);
      expect(quotient?.low).toBeLessThanOrEqual(1 + 1e-9);
      expect(quotient?.high).toBeGreaterThanOrEqual(1 - 1e-9);
    }),
    seeded(20),
  );
});
