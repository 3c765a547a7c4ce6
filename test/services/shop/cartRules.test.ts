import fc from "fast-check";
import { checkChange, MOST_LINES, MOST_PIECES } from "../../../services/shop/src/cart/rules";
import { checkLines } from "../../../services/shop/src/orders/checkout";
import { seeded } from "../../support/property";

const change = { product: "Oak Lamp", current: 0, wanted: 1, stock: 5, lines: 0 };

test.each([
  [{ wanted: 6 }, "Oak Lamp has only 5 left."],
  [{ stock: 0 }, "Oak Lamp is sold out."],
  [{ wanted: 100, stock: 500 }, "At most 99 pieces of Oak Lamp fit in a cart."],
  [{ lines: 50 }, "At most 50 different products fit in a cart."],
])("refuses %j", (changed, message) => {
  expect(() => checkChange({ ...change, ...changed })).toThrow(message);
});

test.each([
  ["all that is left", { wanted: 5 }],
  ["more of a product that is in a full cart", { current: 1, wanted: 2, lines: 50 }],
  ["fewer pieces than before, although even they are not in stock", { current: 9, wanted: 8 }],
  ["the removal of what is sold out", { current: 3, wanted: 0, stock: 0 }],
])("allows %s", (_, changed) => {
  expect(() => checkChange({ ...change, ...changed })).not.toThrow();
});

test("never lets a cart grow above the stock, the pieces or the lines", () => {
  const any = fc.record({
    current: fc.integer({ min: 0, max: 99 }),
    wanted: fc.integer({ min: 0, max: 250 }),
    stock: fc.integer({ min: 0, max: 250 }),
    lines: fc.integer({ min: 0, max: 60 }),
  });
  fc.assert(
    fc.property(any, ({ current, wanted, stock, lines }) => {
      const grows = wanted > current;
      const fits = wanted <= stock && wanted <= MOST_PIECES && (current > 0 || lines < MOST_LINES);
      const check = (): void => checkChange({ product: "Oak Lamp", current, wanted, stock, lines });

      if (grows && !fits) expect(check).toThrow();
      else expect(check).not.toThrow();
    }),
    seeded(1_000),
  );
});

describe("a checkout", () => {
  const line = { productId: 1, name: "Oak Lamp", priceCents: 100, quantity: 2, stock: 2 };

  test("refuses an empty cart", () => {
    expect(() => checkLines([])).toThrow("The cart is empty.");
  });

  test("names every product of which there is not enough, and none else", () => {
    const lines = [
      line,
      { ...line, name: "Cork Mat", stock: 1 },
      { ...line, name: "Pen", stock: 0 },
    ];

    expect(() => checkLines(lines)).toThrow(
      "Not enough in stock: Cork Mat (1 left), Pen (0 left). Change the cart.",
    );
    expect(() => checkLines([line])).not.toThrow();
  });
});
