import type { Phase } from "../rawResult";
import type { Figures, Throttling } from "../sessions/figures";
import {
  type Block,
  chart,
  nameColumn,
  numberColumn,
  type Page,
  type Section,
  table,
  text,
} from "./document";
import { known, labelledName } from "./servers";
import { armsOf } from "./tuningSection";

const PHASES: readonly Phase[] = ["cost", "latency", "peak"];

interface Arm {
  readonly name: string;
  readonly figures: Figures;
}

/** How often its CPU limit stopped each server, and both arms of each variant. */
export function throttlingSection(page: Page): Section {
  const { texts, format } = page;
  const { throttling, columns, phases } = texts;
  const arms = allArms(page);
  const heads = [
    nameColumn(columns.server),
    numberColumn(columns.cpuLimit),
    ...PHASES.map((phase) => numberColumn(phases[phase])),
  ];
  const rows = arms.map(({ name, figures }) => [
    name,
    known(figures.cpuLimit, format.short, page),
    ...cells(figures, page),
  ]);
  return {
    id: "throttling",
    title: throttling.title,
    blocks: [
      text(throttling.intro),
      ...(arms.length > 0 && arms.every(neverStopped) ? [text(throttling.none)] : []),
      ...throttlingChart(arms, page),
      ...table(throttling.caption, heads, rows),
    ],
  };
}

function allArms(page: Page): Arm[] {
  const { servers, variants } = page.report;
  return [
    ...servers.map((server) => ({ name: labelledName(server, page), figures: server.figures })),
    ...variants.flatMap((variant) => armsOf(variant, page)),
  ];
}

/** Known of every phase: what was not counted may have been stopped. */
function neverStopped({ figures }: Arm): boolean {
  return PHASES.every((phase) => countedIn(figures, phase)?.throttled === 0);
}

function countedIn({ throttling }: Figures, phase: Phase): Throttling | undefined {
  const sums = throttling[phase];
  return sums === undefined || sums.periods === 0 ? undefined : sums;
}

function cells(figures: Figures, { texts, format }: Page): string[] {
  return PHASES.map((phase) => {
    const sums = countedIn(figures, phase);
    if (sums === undefined) return texts.unknown;
    const share = format.percent(sums.throttled / sums.periods);
    return sums.throttled === 0 ? share : texts.within(share, format.seconds(sums.seconds));
  });
}

function throttlingChart(arms: readonly Arm[], page: Page): Block[] {
  const { texts, format } = page;
  return chart({
    title: texts.throttling.chart,
    axis: { scale: "linear", from: 0, print: format.percent },
    series: PHASES.map((phase) => texts.phases[phase]),
    rows: arms.map(({ name, figures }) => ({
      name,
      dots: PHASES.flatMap((phase, series) => {
        const sums = countedIn(figures, phase);
        return sums === undefined ? [] : { series, value: sums.throttled / sums.periods };
      }),
      label: cells(figures, page).join(" · "),
    })),
  });
}
