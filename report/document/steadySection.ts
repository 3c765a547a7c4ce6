import type { Trials } from "../trials/judgeTrials";
import { TOLERANCE } from "../trials/scaling";
import type { Steady } from "../trials/steady";
import { courseChart } from "./courseChart";
import { type Page, type Section, text } from "./document";
import { failedRequests } from "./failedRequests";
import { type Promised, promiseTable } from "./promiseTable";
import { trialRefusal } from "./trialSummary";

/** A load that holds the autoscaler's target, and whether the number of pods stays. */
export function steadySection({ steady: seen }: Trials, page: Page): Section[] {
  if (seen === undefined) return [];
  const { texts, format } = page;
  const { verdict, verdicts, scaling } = texts.trials;
  const { steady } = scaling;
  const { refusal, rate = 0, seconds = 0 } = seen;
  return [
    {
      id: "steady",
      title: steady.title,
      blocks: [
        text(verdict(steady.part, verdicts[seen.verdict])),
        ...(refusal === undefined
          ? [
              text(steady.intro(format.whole(rate), format.seconds(seconds))),
              ...promiseTable(steady.caption, promises(seen, page), page),
              ...courseChart(steady.chart, seen.course, page),
            ]
          : [text(trialRefusal(refusal, page))]),
      ],
    },
  ];
}

function promises(seen: Steady, page: Page): Promised[] {
  const { texts, format } = page;
  const { steady } = texts.trials.scaling;
  const { reversals = 0, held = 0, fewest = 0, most = 0 } = seen;
  return [
    {
      what: steady.reversals,
      limit: format.whole(0),
      seen: format.whole(reversals),
      held: reversals === 0,
    },
    {
      what: steady.held,
      limit: texts.to(format.percent(1 - TOLERANCE), format.percent(1 + TOLERANCE)),
      ...{ seen: format.percent(held), held: true },
    },
    {
      what: steady.pods,
      limit: texts.none,
      seen: texts.to(format.whole(fewest), format.whole(most)),
    },
    {
      what: texts.trials.columns.failed,
      limit: texts.none,
      seen: failedRequests(seen, page),
    },
  ];
}
