import fc from "fast-check";
import type { Axis, DotChart } from "../../report/document/dotChart";
import { scaleOf } from "../../report/html/scale";
import { seeded } from "../support/property";

const chart = (values: readonly number[], axis: Omit<Axis, "print">): DotChart => ({
  title: "",
  axis: { ...axis, print: String },
  series: [""],
  rows: values.map((value) => ({ name: "", label: "", dots: [{ series: 0, value }] })),
});

const ticksOf = (values: readonly number[], axis: Omit<Axis, "print">, most = 8) =>
  scaleOf(chart(values, axis), most).ticks;

test.each<[string, readonly number[], Omit<Axis, "print">, readonly number[]]>([
  ["from 0", [0.24, 1.01], { scale: "linear", from: 0 }, [0, 0.2, 0.4, 0.6, 0.8, 1, 1.2]],
  ["around 0", [-0.021, 0.03], { scale: "linear" }, [-0.03, -0.02, -0.01, 0, 0.01, 0.02, 0.03]],
  ["of zeros", [0, 0], { scale: "linear", from: 0 }, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [
    "of values that differ by rounding",
    [4.000000000000001, 4],
    { scale: "linear" },
    [4, 4.2, 4.4, 4.6, 4.8, 5],
  ],
  ["of decades", [180e-6, 9e-3], { scale: "decimal" }, [1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 1e-2]],
  ["of powers of two", [3, 60], { scale: "binary" }, [2, 4, 8, 16, 32, 64]],
  ["of many powers", [3, 3e5], { scale: "binary" }, [1, 16, 256, 4096, 65536, 1048576]],
  ["of one value", [5], { scale: "decimal" }, [5, 10]],
])("an axis %s has ticks that read well", (_, values, axis, expected) => {
  const ticks = ticksOf(values, axis);

  expect(ticks).toHaveLength(expected.length);
  ticks.forEach((tick, index) => expect(tick).toBeCloseTo(expected[index], 10));
});

test("every value lies on the axis, and the ticks are neither too many nor too few", () => {
  const value = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
  const scale = fc.constantFrom("linear" as const, "decimal" as const, "binary" as const);
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 9 }), scale, (values, kind) => {
      const ticks = ticksOf(values, { scale: kind });

      expect(ticks[0]).toBeLessThanOrEqual(Math.min(...values) * (1 + 1e-9));
      expect(ticks[ticks.length - 1]).toBeGreaterThanOrEqual(Math.max(...values) * (1 - 1e-9));
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(kind === "linear" ? 8 : 16);
      expect([...ticks].sort((a, b) => a - b)).toEqual(ticks);
    }),
    seeded(300),
  );
});
