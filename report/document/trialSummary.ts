import type { Trials } from "../trials/judgeTrials";
import type { TrialRefusal } from "../trials/judgement";
import type { Page } from "./document";

/** Each part of the trials with its verdict, and the count of failed requests. */
export function trialSummary({ rollouts, evictions, loss }: Trials, page: Page): string[] {
  const { trials } = page.texts;
  const parts = [
    { part: trials.rollouts.part, verdict: rollouts.verdict },
    { part: trials.evictions.part, verdict: evictions.verdict },
    { part: trials.loss.part, verdict: loss.verdict },
  ];
  const [first, ...rest] = parts.map(({ part, verdict }) =>
    trials.verdict(part, trials.verdicts[verdict]),
  );
  return [[first, ...rolloutSentences({ rollouts }, page)].join(" "), ...rest];
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
