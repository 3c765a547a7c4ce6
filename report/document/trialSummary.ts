import type { Trials } from "../trials/judgeTrials";
import type { TrialRefusal } from "../trials/judgement";
import { MEAN_LIMIT, type Steps } from "../trials/steps";
import type { Page } from "./document";

/** Each part of the trials with its verdict, and the figures that matter most. */
export function trialSummary(all: Trials, page: Page): string[] {
  const { trials } = page.texts;
  const { scaling } = trials;
  const { rollouts, evictions, loss, steps, steady, memory } = all;
  const parts = [
    { part: trials.rollouts.part, of: rollouts, more: rolloutSentences(all, page) },
    { part: trials.evictions.part, of: evictions },
    { part: trials.loss.part, of: loss },
    ...(steps ? [{ part: scaling.steps.part, of: steps, more: stepSentences(steps, page) }] : []),
    ...(steady ? [{ part: scaling.steady.part, of: steady }] : []),
    ...(memory ? [{ part: scaling.memory.part, of: memory }] : []),
  ];
  return parts.map(({ part, of, more = [] }) =>
    [trials.verdict(part, trials.verdicts[of.verdict]), ...more].join(" "),
  );
}

/** How soon there were pods, beside what is predicted; nothing where no step was seen. */
export function stepSentences({ mean, predictedMean }: Steps, { texts, format }: Page): string[] {
  if (mean === undefined || predictedMean === undefined) return [];
  const [seen, predicted] = [mean, predictedMean].map(format.seconds);
  const ratio = format.short(mean / predictedMean);
  return [texts.trials.scaling.steps.means(seen, predicted, ratio, format.short(MEAN_LIMIT))];
}

/** What all rolling updates together have shown; nothing where none could be seen. */
export function rolloutSentences({ rollouts }: Pick<Trials, "rollouts">, page: Page): string[] {
  const { texts, format } = page;
  const { requests, failed, all } = rollouts;
  const seen = all.filter(({ refusal }) => refusal === undefined).length;
  if (seen === 0) return [];
  const updates = format.whole(seen);
  const total = texts.trials.rollouts.total(format.whole(failed), format.whole(requests), updates);
  if (failed > 0 || seen < FEWEST_FOR_BOUND) return [total];
  return [total, texts.trials.rollouts.bound(format.percent(noneOf(seen)), updates)];
}

/** With fewer, the bound says next to nothing. */
const FEWEST_FOR_BOUND = 8;

/** The largest share of failing trials with which none in `count` is no surprise, at 95 %. */
function noneOf(count: number): number {
  return 1 - 0.05 ** (1 / count);
}

/** Why a trial shows nothing. */
export function trialRefusal(refusal: TrialRefusal, { texts }: Page): string {
  const { refusals } = texts.trials;
  return refusal.kind === "missing" ? refusals.missing(refusal.detail) : refusals[refusal.kind];
}
