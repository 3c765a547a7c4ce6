import { seededRandom, seedOf } from "../../../report/statistics/random";

test("the same seed gives the same numbers, another one gives others", () => {
  const draw = (seed: number): number[] => {
    const random = seededRandom(seed);
    return Array.from({ length: 5 }, random);
  };

  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test("numbers lie evenly between 0 and 1, and neighbours have nothing to do with each other", () => {
  const random = seededRandom(3);
  const cells = new Array<number>(100).fill(0);
  for (let index = 0; index < 100_000; index += 1) {
    const [first, second] = [random(), random()];
    cells[Math.floor(first * 10) * 10 + Math.floor(second * 10)] += 1;
  }

  // Chi-squared with 99 degrees of freedom: above 149 once in a thousand.
  const chi = cells.reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0);
  expect(chi).toBeLessThan(149);
  expect(chi).toBeGreaterThan(60);
});

test("seeds of texts that differ in one letter differ", () => {
  const seeds = new Set(Array.from({ length: 1_000 }, (_, index) => seedOf(`7/x/${index}`)));

  expect(seeds.size).toBe(1_000);
});
