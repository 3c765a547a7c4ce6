import { comparedText, verdictText } from "../../../report/document/verdict";
import type { Compared } from "../../../report/sessions/compare";
import { sampleReport } from "../sample";
import { pageOf } from "../samplePage";

const PAGE = pageOf(sampleReport());

function peak(low: number, high: number, change: Partial<Compared>): Compared {
  const estimate = (low + high) / 2;
  return {
    kind: "compared",
    planned: 6,
    kept: 6,
    reference: 1,
    subject: estimate,
    pairs: [],
    starts: { planned: 1, kept: 1 },
    values: [],
    ratio: { estimate, interval: { estimate, low, high } },
    verdict: low > 1 ? "better" : "worse",
    bound: { reference: false, subject: false },
    seed: 1,
    ...change,
  };
}

const told = (compared: Compared): string[] =>
  [verdictText(compared, "peak", PAGE), comparedText(compared, PAGE)].map((text) =>
    text.replaceAll("\u00a0", " "),
  );

test("a ratio of two known peaks has two ends", () => {
  expect(told(peak(0.6, 0.7, {}))).toEqual([
    "slower by 35 % (30 % to 40 %)",
    "0.650 (0.600 to 0.700)",
  ]);
});

test("who is slower than a yardstick that was held back, is so by at least the near end", () => {
  const bound = { reference: true, subject: false };

  expect(told(peak(0.6, 0.7, { bound }))).toEqual(["slower by at least 30 %", "at most 0.700"]);
});

test("who was held back and is faster, is so by at least the near end", () => {
  const bound = { reference: false, subject: true };

  expect(told(peak(1.2, 1.3, { bound }))).toEqual(["faster by at least 20 %", "at least 1.200"]);
});

test("a ratio of two that were held back is not known", () => {
  const bound = { reference: true, subject: true };

  expect(told(peak(0.9, 0.95, { bound, verdict: "generator-bound" }))).toEqual([
    "not decided: the generator was the limit",
    "unknown",
  ]);
});

test("without an interval the estimate is the end", () => {
  const bound = { reference: true, subject: false };
  const few = { bound, ratio: { estimate: 0.65 }, verdict: "too-few-pairs" as const, kept: 3 };

  expect(told(peak(0.6, 0.7, few))).toEqual(["no interval from 3 pairs", "at most 0.650"]);
});
