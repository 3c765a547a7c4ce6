import { hdrOf } from "../../report/hdrSample";
import { RESULT } from "../../report/sample";
import { largestDeviation } from "./merged";

test("is above nothing and within a thousandth", () => {
  const off = largestDeviation([RESULT], 1);

  expect(off).toBeGreaterThan(0);
  expect(off).toBeLessThanOrEqual(0.001);
});

test("throws, when there are no latencies", () => {
  const slices = RESULT.slices.map((slice) => ({ ...slice, histogram: null }));

  expect(() => largestDeviation([{ ...RESULT, slices }], 1)).toThrow("has kept its latencies");
});

test("follows the latencies that were measured", () => {
  const [slice] = RESULT.slices;
  // Below 2048 every value has a bucket of its own.
  const slices = [{ ...slice, histogram: hdrOf([1_000, 1_500]) }];

  expect(largestDeviation([{ ...RESULT, slices }], 1)).toBe(0);
});
