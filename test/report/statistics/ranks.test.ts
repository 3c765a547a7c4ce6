import fc from "fast-check";
import { ranksOf } from "../../../report/statistics/ranks";
import { seeded } from "../../support/property";

test("servers whose intervals overlap share ranks; the others have one each", () => {
  const ranks = ranksOf([
    { low: 0.9, high: 0.95 },
    { low: 0.85, high: 0.91 },
    { low: 0.5, high: 0.86 },
    { low: 0.1, high: 0.2 },
  ]);

  expect(ranks).toEqual([
    { best: 1, worst: 2 },
    { best: 1, worst: 3 },
    { best: 2, worst: 3 },
    { best: 4, worst: 4 },
  ]);
});

test("a lower bound alone is never ranked below another", () => {
  const ranks = ranksOf([
    { low: 0.5, high: Infinity },
    { low: 0.9, high: 0.95 },
  ]);

  expect(ranks[0].best).toBe(1);
  expect(ranks[1]).toEqual({ best: 1, worst: 2 });
});

test("every true order that the intervals allow lies within the ranks", () => {
  const span = fc
    .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 8 }), fc.nat({ max: 100 }))
    .map(([low, width, part]) => ({ low, high: low + width, true: low + (width * part) / 100 }));
  fc.assert(
    fc.property(fc.array(span, { maxLength: 8 }), (spans) => {
      ranksOf(spans).forEach(({ best, worst }, index) => {
        const rank = 1 + spans.filter((other) => other.true > spans[index].true).length;
        expect(rank).toBeGreaterThanOrEqual(best);
        expect(rank).toBeLessThanOrEqual(worst);
      });
    }),
    seeded(300),
  );
});
