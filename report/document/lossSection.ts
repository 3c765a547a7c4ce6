import type { Trials } from "../trials/judgeTrials";
import { ANSWER_LIMIT, type Loss, READINESS_LIMIT } from "../trials/loss";
import { type Block, chart, type Page, type Section, text } from "./document";
import { type Promised, promiseTable } from "./promiseTable";
import { trialRefusal } from "./trialSummary";

/** The database taken away and given back. */
export function lossSection({ loss: seen, plan }: Trials, page: Page): Section {
  const { loss, verdict, verdicts } = page.texts.trials;
  return {
    id: "loss",
    title: loss.title,
    blocks: [
      text(verdict(loss.part, verdicts[seen.verdict])),
      text(loss.intro(page.format.seconds(plan.lossSeconds))),
      ...(seen.refusal === undefined
        ? [...timesChart(seen, page), ...promiseTable(loss.caption, promises(seen, page), page)]
        : [text(trialRefusal(seen.refusal, page))]),
    ],
  };
}

function timesChart({ notReady, slowest, ready }: Loss, { texts, format }: Page): Block[] {
  const { loss } = texts.trials;
  const rows = [
    { name: loss.notReady, value: notReady, limit: READINESS_LIMIT },
    { name: loss.slowest, value: slowest, limit: ANSWER_LIMIT },
    { name: loss.ready, value: ready, limit: READINESS_LIMIT },
  ];
  return chart({
    title: loss.chart,
    axis: { scale: "linear", from: 0, print: format.seconds },
    series: loss.series,
    rows: rows.flatMap(({ name, value, limit }) =>
      value === undefined
        ? []
        : [
            {
              name,
              dots: [
                { series: 0, value },
                { series: 1, value: limit },
              ],
              label: format.seconds(value),
            },
          ],
    ),
  });
}

/** A pod that stayed ready, or never was again, breaks the promise: there is no time to print. */
function promises(seen: Loss, { texts, format }: Page): Promised[] {
  const { loss } = texts.trials;
  const { restarts = 0, answers = 0, bad = 0, notReady, ready, slowest } = seen;
  const inTime = (what: string, value: number | undefined, limit: number): Promised => ({
    what,
    limit: loss.atMost(format.seconds(limit)),
    ...(value !== undefined && { seen: format.seconds(value) }),
    held: value !== undefined && value <= limit,
  });
  const none = format.whole(0);
  return [
    { what: loss.restarts, limit: none, seen: format.whole(restarts), held: restarts === 0 },
    inTime(loss.notReady, notReady, READINESS_LIMIT),
    {
      what: loss.bad,
      limit: none,
      seen: loss.of(format.whole(bad), format.whole(answers)),
      held: bad === 0,
    },
    inTime(loss.slowest, slowest, ANSWER_LIMIT),
    inTime(loss.ready, ready, READINESS_LIMIT),
  ];
}
