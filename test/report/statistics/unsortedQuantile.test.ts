import fc from "fast-check";
import { quantile } from "../../../report/statistics/moments";
import { unsortedQuantile } from "../../../report/statistics/unsortedQuantile";
import { seeded } from "../../support/property";

const some = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: 0, max: 3 })), {
  minLength: 1,
  maxLength: 40,
});

test("is the quantile of the sorted values, whatever their order and however many are alike", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });

  fc.assert(
    fc.property(some, share, share, (values, one, other) => {
      const unsorted = Float64Array.from(values, (value) => value / 4);
      const sorted = unsorted.slice().sort();

      for (const p of [one, other, 0, 1]) {
        // Which of 0 and -0 comes first is all that may differ.
        expect(unsortedQuantile(unsorted, p) + 0).toBe(quantile(sorted, p) + 0);
      }
    }),
    seeded(1000),
  );
});

test("is no number for no values", () => {
  expect(unsortedQuantile(new Float64Array(), 0.5)).toBeNaN();
});
