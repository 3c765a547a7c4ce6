import { type Compared, type Comparison, FEWEST_OF_TAIL, type Quantity } from "../sessions/compare";
import type { Interval } from "../statistics/bootstrap";
import type { Ratio } from "../statistics/ratio";
import type { Page } from "./document";

/** From here on "4 times" reads better than "300 % more". */
const TIMES_FROM = 2;

/** What two arms of a session are compared by. */
export function quantityName(what: Quantity, { texts }: Page): string {
  return what === "tail" ? texts.tuning.tail : texts.phases[what];
}

/** A verdict in words, with its interval. */
export function verdictText(comparison: Comparison, quantity: Quantity, page: Page): string {
  const { verdicts } = page.texts;
  const { whole } = page.format;
  if (comparison.kind === "absent") {
    return comparison.why === undefined
      ? verdicts.absent
      : verdicts.fewAnswers(whole(FEWEST_OF_TAIL));
  }
  if (comparison.kind === "noisy") {
    return verdicts.noisy(whole(comparison.kept), whole(comparison.planned));
  }
  const { verdict, ratio, kept, starts, bound } = comparison;
  if (ratio.interval === undefined) {
    const { noInterval, noIntervalOfStarts } = verdicts;
    return starts.planned === 1 ? noInterval(whole(kept)) : noIntervalOfStarts(whole(starts.kept));
  }
  if (verdict === "none-shown") return verdicts.none;
  if (verdict === "generator-bound") return verdicts.bound;
  return TEXTS[quantity](ratio.interval, page, bound);
}

const TEXTS: Readonly<
  Record<Quantity, (interval: Interval, page: Page, bound: Compared["bound"]) => string>
> = {
  cost: (interval, page) => {
    const { less, more, timesMore } = page.texts.verdicts;
    return amountText(interval, { less, more, timesMore }, page);
  },
  tail: (interval, page) => {
    const { shorter, longer, longerTimes } = page.texts.podSpecs;
    return amountText(interval, { less: shorter, more: longer, timesMore: longerTimes }, page);
  },
  peak: peakText,
};

/**
 * The ratio of a comparison, one-sided where the generator held back one arm: of that arm's rate only
 * the lower end is known. Where it held back both, the ratio is one of the generator.
 */
export function comparedText({ ratio, bound }: Compared, page: Page): string {
  const { texts, format } = page;
  if (!heldBack({ bound })) return ratioText(ratio, page);
  if (bound.reference && bound.subject) return texts.unknown;
  const { low, high } = ratio.interval ?? { low: ratio.estimate, high: ratio.estimate };
  return bound.reference ? texts.atMost(format.ratio(high)) : texts.atLeast(format.ratio(low));
}

/** Whether the generator was the limit of either arm, so that the ratio has no two ends. */
export function heldBack({ bound }: Pick<Compared, "bound">): boolean {
  return bound.reference || bound.subject;
}

/** "0.853 (0.850 to 0.856)". */
export function ratioText({ estimate, interval }: Ratio, page: Page): string {
  const { ratio } = page.format;
  return interval === undefined
    ? ratio(estimate)
    : page.texts.within(ratio(estimate), rangeText(interval, ratio, page));
}

/** "0.850 to 0.856", whichever end comes first. */
export function rangeText(
  { low, high }: { readonly low: number; readonly high: number },
  print: (value: number) => string,
  { texts }: Page,
): string {
  return texts.to(print(Math.min(low, high)), print(Math.max(low, high)));
}

/** How an amount of which less is better is told. */
type AmountTexts = Readonly<
  Record<"less" | "more" | "timesMore", (by: string, interval: string) => string>
>;

/** The ratio is yardstick / server, so that its inverse is what the server needs. */
function amountText({ estimate, low, high }: Interval, texts: AmountTexts, page: Page): string {
  const { percent, short } = page.format;
  const more = (ratio: number): number => 1 / ratio - 1;
  const less = (ratio: number): number => 1 - 1 / ratio;
  const range = (of: (ratio: number) => number, print: (value: number) => string): string =>
    rangeText({ low: of(low), high: of(high) }, print, page);
  if (estimate > 1) return texts.less(percent(less(estimate)), range(less, percent));
  if (1 / estimate < TIMES_FROM) {
    return texts.more(percent(more(estimate)), range(more, percent));
  }
  return texts.timesMore(
    short(1 / estimate),
    range((ratio) => 1 / ratio, short),
  );
}

/** A verdict stands beside one held back arm only where the true ratio can but be further from 1. */
function peakText({ estimate, low, high }: Interval, page: Page, bound: Compared["bound"]): string {
  const { faster, slower, fasterAtLeast, slowerAtLeast } = page.texts.verdicts;
  const { percent } = page.format;
  const off = (ratio: number): number => Math.abs(ratio - 1);
  if (bound.reference) return slowerAtLeast(percent(off(high)));
  if (bound.subject) return fasterAtLeast(percent(off(low)));
  const range = rangeText({ low: off(low), high: off(high) }, percent, page);
  return (estimate > 1 ? faster : slower)(percent(off(estimate)), range);
}
