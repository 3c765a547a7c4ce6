import fc from "fast-check";
import { cpu } from "../../../components/config/cpu";
import { duration, seconds } from "../../../components/config/duration";
import { memory } from "../../../components/config/memory";
import type { Unit } from "../../../components/config/unit";
import { seeded } from "../../support/property";

const UNITS: readonly (readonly [string, Unit<string>, string])[] = [
  ["cpu", cpu as Unit<string>, "mCPU"],
  ["memory", memory as Unit<string>, "B"],
  ["duration", duration as Unit<string>, "ms"],
];

describe.each(UNITS)("%s", (_, unit, smallest) => {
  const amounts = fc.nat({ max: Number.MAX_SAFE_INTEGER });

  test("reads back every amount that it renders", () => {
    fc.assert(
      fc.property(amounts, (amount) => unit.parse(unit.render(amount)) === amount),
      seeded(500),
    );
  });

  test("renders what it read no longer than the smallest symbol does", () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        const plain = `${amount} ${smallest}`;
        return unit.render(unit.parse(plain)).length <= plain.length;
      }),
      seeded(500),
    );
  });

  test("takes no text that is not an amount and one of its symbols", () => {
    const notAmounts = fc.string().filter((text) => !/^\d/.test(text));

    fc.assert(
      fc.property(notAmounts, (text) => unit.tryParse(text) === undefined),
      seeded(500),
    );
  });
});

test.each([
  [cpu.parse("2 CPU"), 2000],
  [cpu.parse("1.1 CPU"), 1100],
  [cpu.parse("1.001 CPU"), 1001],
  [cpu.parse("250 mCPU"), 250],
  [memory.parse("512 MiB"), 536_870_912],
  [memory.parse("1.5 KiB"), 1536],
  [duration.parse("2 min"), 120_000],
])("parses to %d", (amount, expected) => {
  expect(amount).toBe(expected);
});

test.each([
  [cpu.render(2000), "2 CPU"],
  [cpu.render(2500), "2500 mCPU"],
  [cpu.render(0), "0 mCPU"],
  [memory.render(536_870_912), "512 MiB"],
  [duration.render(90_000), "90 s"],
])("renders %s", (text, expected) => {
  expect(text).toBe(expected);
});

test.each(["", "2", "CPU", "-1 CPU", "2 cpu", "2  CPU", "1e3 CPU", "0.0001 CPU", "2 constructor"])(
  "refuses %j as processor time",
  (text) => {
    expect(cpu.tryParse(text)).toBeUndefined();
  },
);

test("names the symbols, when a text is refused", () => {
  expect(() => memory.parse("512 Mi" as "512 MiB")).toThrow(
    "memory ('512 Mi') must be an amount and one of B, KiB, MiB, GiB",
  );
});

test("rounds a duration up to whole seconds", () => {
  expect(seconds("1500 ms")).toBe(2);
  expect(seconds("2 s")).toBe(2);
});
