import type { RawSlice } from "../../../report/rawResult";
import type { JudgedSlice } from "../../../report/sessions/judgeSlices";
import { latencyOf } from "../../../report/sessions/latency";
import { hdrOf } from "../hdrSample";
import { RESULT } from "../sample";

const SLICE = RESULT.slices.find(({ phase }) => phase === "latency") as RawSlice;

/** A slice in which so many requests took one microsecond more each. */
const counting = (answers: number, from = 1): JudgedSlice => ({
  slice: {
    ...SLICE,
    histogram: hdrOf(Array.from({ length: answers }, (_, index) => (from + index) * 1_000)),
  },
});

test("percentiles are those of all kept slices together", () => {
  const latency = latencyOf([counting(1_000), counting(1_000, 1_001)]);

  expect(latency).toMatchObject({ kind: "measured", answers: 2_000, slices: 2 });
  if (latency.kind !== "measured") throw new Error("it was not measured");
  expect((latency.percentiles.p50?.value ?? 0) / 1_000e-6).toBeCloseTo(1, 2);
  expect((latency.percentiles.p99?.value ?? 0) / 1_980e-6).toBeCloseTo(1, 2);
});

test("a percentile with fewer than ten answers above it is left out", () => {
  const names = (answers: number): string[] => {
    const latency = latencyOf([counting(answers)]);
    return latency.kind === "measured" ? Object.keys(latency.percentiles) : [];
  };

  expect(names(19)).toEqual([]);
  expect(names(20)).toEqual(["p50"]);
  expect(names(999)).toEqual(["p50"]);
  expect(names(1_000)).toEqual(["p50", "p99"]);
  expect(names(10_000)).toEqual(["p50", "p99", "p999"]);
});

test("three slices show how far they lie apart, two do not", () => {
  const spanOf = (slices: readonly JudgedSlice[]) => {
    const latency = latencyOf(slices);
    return latency.kind === "measured" ? latency.percentiles.p50?.span : undefined;
  };
  const three = [counting(100), counting(100, 201), counting(100, 401)];

  expect(spanOf(three.slice(1))).toBeUndefined();
  expect(spanOf(three)?.low).toBeCloseTo(50e-6, 6);
  expect(spanOf(three)?.high).toBeCloseTo(450e-6, 6);
});

test("a dropped slice does not count, and when all are dropped the reason stands", () => {
  const dropped: JudgedSlice = { ...counting(100), dropped: { kind: "steal", value: 0.1 } };

  expect(latencyOf([counting(50), dropped])).toMatchObject({ answers: 50 });
  expect(latencyOf([dropped])).toEqual({
    kind: "dropped",
    reason: { kind: "steal", value: 0.1 },
  });
  expect(latencyOf([])).toEqual({ kind: "absent" });
});

test("a histogram that cannot be read is no latency", () => {
  const without = { slice: { ...SLICE, histogram: null } };
  const broken = { slice: { ...SLICE, histogram: "AAAA" } };

  expect(latencyOf([without])).toEqual({ kind: "unreadable", detail: "a slice has none" });
  expect(latencyOf([broken])).toMatchObject({ kind: "unreadable" });
});
