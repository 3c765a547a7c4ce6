import type { Trials } from "../trials/judgeTrials";
import type { Rollout } from "../trials/rollouts";
import {
  chart,
  nameColumn,
  numberColumn,
  type Page,
  type Section,
  table,
  text,
  textColumn,
} from "./document";
import { whyFailed } from "./failedRequests";
import { rolloutSentences, trialRefusal } from "./trialSummary";

/** Each rolling update, and what became of the requests. */
export function rolloutsSection(trials: Trials, page: Page): Section {
  const { texts, format } = page;
  const { rollouts, method, watch, verdict, verdicts, columns } = texts.trials;
  const { all } = trials.rollouts;
  const heads = [
    nameColumn(columns.number),
    numberColumn(columns.seconds),
    numberColumn(columns.pods),
    numberColumn(columns.requests),
    numberColumn(columns.failed),
    textColumn(columns.why),
  ];
  const rows = all.map((one) => [format.whole(one.number), ...rolloutCells(one, page)]);
  const delay = trials.watchDelay;
  return {
    id: "rollouts",
    title: rollouts.title,
    blocks: [
      text(verdict(rollouts.part, verdicts[trials.rollouts.verdict])),
      text([...rolloutSentences(trials, page), method(format.whole(trials.plan.rate))].join(" ")),
      ...chart({
        title: rollouts.chart,
        axis: { scale: "linear", from: 0, print: format.whole },
        series: [columns.failed],
        rows: all.flatMap((one) => failedRow(one, page)),
      }),
      ...table(rollouts.caption, heads, rows),
      ...(delay === undefined ? [] : [text(watch(format.seconds(delay)))]),
    ],
  };
}

function rolloutCells(one: Rollout, page: Page): string[] {
  const { texts, format } = page;
  const print = (value: number | undefined, as: (value: number) => string): string =>
    value === undefined ? texts.none : as(value);
  const why = one.refusal && trialRefusal(one.refusal, page);
  return [
    print(one.seconds, format.seconds),
    print(one.pods, format.whole),
    print(one.requests, format.whole),
    print(one.failed, format.whole),
    why ?? whyFailed(one, page) ?? texts.none,
  ];
}

function failedRow({ number, failed, requests }: Rollout, { texts, format }: Page) {
  if (failed === undefined || requests === undefined) return [];
  const { update, label } = texts.trials.rollouts;
  return [
    {
      name: update(format.whole(number)),
      dots: [{ series: 0, value: failed }],
      label: label(format.whole(failed), format.whole(requests)),
    },
  ];
}
