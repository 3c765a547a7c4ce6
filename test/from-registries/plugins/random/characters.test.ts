import fc from "fast-check";
import {
  drawCharacters,
  readCharacterSettings,
  shuffle,
} from "../../../../from-registries/plugins/random/characters";

const CLASSES = {
  Lower: /[a-z]/g,
  Upper: /[A-Z]/g,
  Numeric: /[0-9]/g,
  Special: /[^a-zA-Z0-9]/g,
};
const small = fc.integer({ min: 0, max: 5 });
const inputs = fc.record({
  ...{ minLower: small, minUpper: small, minNumeric: small, minSpecial: small },
  ...{ lower: fc.boolean(), upper: fc.boolean(), numeric: fc.boolean(), special: fc.boolean() },
  length: fc.integer({ min: 20, max: 64 }),
});

describe("drawn characters", () => {
  test("have the length and at least the wanted number of each class, and no others", () => {
    fc.assert(
      fc.property(inputs, (given) => {
        fc.pre(given.lower || given.upper || given.numeric || given.special);
        const drawn = drawCharacters(readCharacterSettings(given));

        expect(drawn).toHaveLength(given.length);
        for (const [name, pattern] of Object.entries(CLASSES)) {
          const count = drawn.match(pattern)?.length ?? 0;
          const least = given[`min${name}` as "minLower"];
          expect(count).toBeGreaterThanOrEqual(least);
          if (!given[name.toLowerCase() as "lower"]) expect(count).toBe(least);
        }
      }),
    );
  });

  test("are spread evenly over the alphabet", () => {
    const settings = readCharacterSettings({
      length: 26_000,
      upper: false,
      numeric: false,
      special: false,
    });
    const counts = new Map<string, number>();
    for (const letter of drawCharacters(settings))
      counts.set(letter, (counts.get(letter) ?? 0) + 1);

    // 25 degrees of freedom: beyond 70 comes less than once in 300,000 runs.
    const chiSquare = [...counts.values()].reduce(
      (sum, count) => sum + (count - 1_000) ** 2 / 1_000,
      0,
    );
    expect(counts.size).toBe(26);
    expect(chiSquare).toBeLessThan(70);
  });

  test("use the given special characters", () => {
    const settings = {
      length: 30,
      overrideSpecial: "_-",
      lower: false,
      upper: false,
      numeric: false,
    };

    expect(drawCharacters(readCharacterSettings(settings))).toMatch(/^[_-]{30}$/);
  });

  test.each([
    [{ length: 0 }, /'length' \(0\) must be a whole number/],
    [{ length: 3, minLower: 2, minUpper: 2 }, /sum of min\* \(4\)/],
    [{ length: 3, lower: false, upper: false, numeric: false, special: false }, /must be true/],
  ])("are refused for %j", (given, message) => {
    expect(() => readCharacterSettings(given)).toThrow(message);
  });
});

test("a shuffle keeps every item", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (items) => {
      expect(shuffle(items).sort()).toEqual([...items].sort());
    }),
  );
});
