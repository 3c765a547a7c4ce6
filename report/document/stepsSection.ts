import { mean } from "../statistics/moments";
import type { Trials } from "../trials/judgeTrials";
import { FEWEST_FOR_MEAN, type Step, type Steps } from "../trials/steps";
import { behavioursBlocks } from "./behavioursBlocks";
import { courseChart } from "./courseChart";
import {
  type Block,
  chart,
  nameColumn,
  numberColumn,
  type Page,
  type Section,
  table,
  text,
  textColumn,
} from "./document";
import { failedRequests } from "./failedRequests";
import { stepSentences, trialRefusal } from "./trialSummary";

/** How soon there are pods for a load that has grown at once. */
export function stepsSection({ steps: seen }: Trials, page: Page): Section[] {
  if (seen === undefined) return [];
  const { texts, format } = page;
  const { verdict, verdicts, scaling } = texts.trials;
  const { steps } = scaling;
  const named = [
    ...seen.all.map((step) => ({ name: steps.step(format.whole(step.number)), step })),
    ...seen.defaults.map((step) => ({ name: steps.byDefault(format.whole(step.number)), step })),
  ];
  const judged = seen.all.length >= FEWEST_FOR_MEAN;
  const shown = named.filter(
    ({ step }, index) => step.course && (index === 0 || isDefault(step, seen)),
  );
  return [
    {
      id: "steps",
      title: steps.title,
      blocks: [
        text(verdict(steps.part, verdicts[seen.verdict])),
        text(
          [
            ...stepSentences(seen, page),
            ...(judged ? [] : [steps.few(format.whole(FEWEST_FOR_MEAN))]),
            ...(seen.times === undefined ? [] : [steps.intro(format.short(seen.times))]),
            steps.predicted,
          ].join(" "),
        ),
        ...reactionChart(named, page),
        ...reactionTable(named, page),
        ...intervalTable(seen, page),
        ...behavioursBlocks(seen, page),
        ...shown
          .slice(0, 2)
          .flatMap(({ name, step }) =>
            courseChart(steps.course(name), step.course, page, steps.mark),
          ),
      ],
    },
  ];
}

interface Named {
  readonly name: string;
  readonly step: Step;
}

function isDefault(step: Step, { defaults }: Steps): boolean {
  return defaults.includes(step);
}

function reactionChart(named: readonly Named[], { texts, format }: Page): Block[] {
  const { steps } = texts.trials.scaling;
  return chart({
    title: steps.chart,
    axis: { scale: "linear", from: 0, print: format.seconds },
    series: steps.series,
    rows: named.flatMap(({ name, step: { seconds, predicted } }) =>
      seconds === undefined || predicted === undefined
        ? []
        : [
            {
              name,
              dots: [seconds, predicted.mean, predicted.longest].map((value, series) => ({
                series,
                value,
              })),
              label: format.seconds(seconds),
            },
          ],
    ),
  });
}

function reactionTable(named: readonly Named[], page: Page): Block[] {
  const { texts } = page;
  const { steps } = texts.trials.scaling;
  const { columns } = steps;
  const heads = [
    nameColumn(columns.step),
    textColumn(columns.pods),
    textColumn(columns.use),
    textColumn(columns.seen),
    numberColumn(columns.mean),
    numberColumn(columns.longest),
    textColumn(columns.failed),
  ];
  return table(
    steps.caption,
    heads,
    named.map(({ name, step }) => [name, ...cells(step, page)]),
  );
}

function cells(step: Step, page: Page): string[] {
  const { texts, format } = page;
  const { change, steps } = texts.trials.scaling;
  const { refusal, from, wanted, later, before, after, seconds, predicted } = step;
  if (refusal !== undefined) {
    return [
      texts.none,
      texts.none,
      trialRefusal(refusal, page),
      ...Array<string>(3).fill(texts.none),
    ];
  }
  const of = (value: number | undefined, as: (value: number) => string): string =>
    value === undefined ? texts.none : as(value);
  return [
    change(of(from, format.whole), of(wanted, format.whole)) +
      (later === undefined ? "" : steps.later(format.whole(later))),
    change(of(before, format.percent), of(after, format.percent)),
    seconds === undefined ? steps.never : format.seconds(seconds),
    of(predicted?.mean, format.seconds),
    of(predicted?.longest, format.seconds),
    failedRequests(step, page),
  ];
}

/** Of the first step that was seen: the others are of the same cluster. */
function intervalTable({ all, starts }: Steps, { texts, format }: Page): Block[] {
  const { intervals } = texts.trials.scaling.steps;
  const scaling = all.find((one) => one.scaling)?.scaling;
  if (scaling === undefined || starts.length === 0) return [];
  const { columns } = intervals;
  const { reading, fetch, look, told } = scaling;
  const source = (of: "fetch" | "look"): string =>
    told.includes(of) ? intervals.told : intervals.byDefault;
  const range = texts.to(format.short(Math.min(...starts)), format.short(Math.max(...starts)));
  return table(
    intervals.caption,
    [nameColumn(columns.what), textColumn(columns.seconds), textColumn(columns.source)],
    [
      [
        intervals.reading,
        texts.to(format.short(reading), format.short(2 * reading)),
        intervals.byDefault,
      ],
      [intervals.fetch, format.short(fetch), source("fetch")],
      [intervals.look, format.short(look), source("look")],
      [intervals.start, texts.within(format.short(mean(starts)), range), intervals.seen],
    ],
  );
}
