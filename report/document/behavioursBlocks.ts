import { mean } from "../statistics/moments";
import type { Step, Steps } from "../trials/steps";
import { type Block, nameColumn, numberColumn, type Page, table, text } from "./document";

/** The behaviour of the component beside the one that Kubernetes has by default. */
export function behavioursBlocks({ all, defaults }: Steps, page: Page): Block[] {
  if (!defaults.some(({ refusal }) => refusal === undefined)) return [];
  const { behaviours } = page.texts.trials.scaling.steps;
  const { columns } = behaviours;
  const isWatched = [...all, ...defaults].some(({ wayBack }) => wayBack !== undefined);
  return [
    { kind: "heading", text: behaviours.title },
    text([behaviours.note, ...(isWatched ? [] : [behaviours.unwatched])].join(" ")),
    ...table(
      behaviours.caption,
      [
        nameColumn(columns.behaviour),
        numberColumn(columns.reaction),
        numberColumn(columns.back),
        numberColumn(columns.atOnce),
      ],
      [
        [behaviours.own, ...cells(all, page)],
        [behaviours.none, ...cells(defaults, page)],
      ],
    ),
  ];
}

function cells(steps: readonly Step[], { texts, format }: Page): string[] {
  const of = (values: readonly number[], print: (value: number) => string): string =>
    values.length === 0 ? texts.none : print(mean(values));
  return [
    of(
      steps.flatMap(({ seconds }) => seconds ?? []),
      format.seconds,
    ),
    of(
      steps.flatMap(({ wayBack }) => wayBack?.seconds ?? []),
      format.seconds,
    ),
    of(
      steps.flatMap(({ wayBack }) => wayBack?.atOnce ?? []),
      format.short,
    ),
  ];
}
