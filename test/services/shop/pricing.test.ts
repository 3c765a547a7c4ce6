import fc from "fast-check";
import { priceOrder } from "../../../services/shop/src/orders/pricing";
import { euros } from "../../../services/shop/src/storefront/money";
import { seeded } from "../../support/property";

const line = fc.record({
  quantity: fc.integer({ min: 1, max: 99 }),
  priceCents: fc.integer({ min: 1, max: 10_000_000 }),
});

test.each([
  ["nothing", [], 0, 0, 0],
  ["less than a free parcel", [{ quantity: 1, priceCents: 4_999 }], 4_999, 490, 5_489],
  ["just a free parcel", [{ quantity: 2, priceCents: 2_500 }], 5_000, 0, 5_000],
  [
    "several lines",
    [
      { quantity: 3, priceCents: 199 },
      { quantity: 1, priceCents: 1 },
    ],
    598,
    490,
    1_088,
  ],
])("prices %s", (_, lines, subtotalCents, shippingCents, totalCents) => {
  expect(priceOrder(lines)).toEqual({ subtotalCents, shippingCents, totalCents });
});

test("is exact in whole cents for the largest cart, in whatever order its lines are", () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 50 }), (lines) => {
      const { subtotalCents, shippingCents, totalCents } = priceOrder(lines);
      const exact = lines.reduce(
        (sum, one) => sum + BigInt(one.quantity) * BigInt(one.priceCents),
        0n,
      );

      expect(BigInt(subtotalCents)).toBe(exact);
      expect(totalCents).toBe(subtotalCents + shippingCents);
      expect(Number.isSafeInteger(totalCents)).toBe(true);
      expect(priceOrder([...lines].reverse())).toEqual(priceOrder(lines));
    }),
    seeded(300),
  );
});

test.each([
  [0, "0.00 €"],
  [5, "0.05 €"],
  [99_999, "999.99 €"],
  [123_456_789, "1,234,567.89 €"],
])("shows %i cents as %s", (cents, shown) => {
  expect(euros(cents)).toBe(shown);
});
