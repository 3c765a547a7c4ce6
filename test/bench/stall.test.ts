import { waitOf } from "./stall";

test("one request in a hundred waits for more than 90 ms, when 100 ms of each second are a stall", () => {
  expect(waitOf(0.01, [100], 1_000)).toBeCloseTo(90);
  expect(waitOf(0.01, Array<number>(6).fill(100), 6_000)).toBeCloseTo(90);
});

test("stalls of different lengths are weighed by what lies beyond", () => {
  expect(waitOf(0.01, [100, 50], 2_000)).toBeCloseTo(80);
  expect(waitOf(0.05, [100, 50], 2_000)).toBeCloseTo(25);
});

test("nothing waits, when stalls are rarer than the share", () => {
  expect(waitOf(0.01, [5], 1_000)).toBeCloseTo(0);
  expect(waitOf(0.01, [], 1_000)).toBe(0);
});
