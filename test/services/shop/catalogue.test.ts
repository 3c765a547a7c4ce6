import { CATEGORIES, generateProducts } from "../../../services/shop/src/catalogue/generate";
import { searchQuery } from "../../../services/shop/src/catalogue/search";

describe("the products of a seed", () => {
  const products = generateProducts(1, 10_000);

  test("are the same ones every time", () => {
    expect(generateProducts(1, 10_000)).toEqual(products);
    expect(generateProducts(1, 10)).toEqual(products.slice(0, 10));
  });

  test("are others for another seed", () => {
    expect(generateProducts(2, 10)).not.toEqual(products.slice(0, 10));
  });

  test("fit the rules of their table", () => {
    expect(new Set(products.map(({ id }) => id)).size).toBe(10_000);
    expect(new Set(products.map(({ category }) => category))).toEqual(new Set(CATEGORIES));
    const wrong = products.filter(
      ({ priceCents, stock }) =>
        !Number.isInteger(priceCents) || priceCents < 1 || !Number.isInteger(stock) || stock < 0,
    );
    expect(wrong).toEqual([]);
    expect(products.some(({ stock }) => stock === 0)).toBe(true);
  });
});

test.each([
  ["oak lamp", "oak:* & lamp:*"],
  ["  Crème-BRÛLÉE! ", "crème:* & brûlée:*"],
  ["a & !b | (c):*'", "a:* & b:* & c:*"],
  ["1 2 3 4 5 6 7 8 9", "1:* & 2:* & 3:* & 4:* & 5:* & 6:* & 7:* & 8:*"],
  [" ?! ", undefined],
])("searches for %j as %j", (text, query) => {
  expect(searchQuery(text)).toBe(query);
});
