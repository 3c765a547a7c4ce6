import type { EChartsOption, LineSeriesOption } from "echarts";
import { type Panel, type PanelTrack, spokenTime, type TimeChart } from "../document/timeChart";
import { type Drawing, figureHtml } from "./figureHtml";

/** The lines of a panel differ in colour and in their dashes; its name shows both. */
const STYLES = [
  { colour: "var(--series-0)", type: "solid", sign: "\u2501" },
  { colour: "var(--series-1)", type: "dashed", sign: "\u254d" },
] as const;
const MUTED = "var(--muted)";
const RULE = "var(--rule)";
const [WIDE, NARROW] = [900, 350];
/** Height of the lines of a panel, and of its name above them. */
const [LINES, NAME] = [84, 38];
/** Of it: what the lowest label of the panel above reaches into. */
const GAP = 11;
/** Before the name of each line, and after the last: widths are estimated, and wide letters are wider. */
const SPACE = 14;
const AFTER = 34;
const BOTTOM = 44;
const [LEFT, RIGHT] = [60, 16];
/** All panels are as wide, however wide their labels are. */
const FIXED = { outerBoundsMode: "none" } as const;

/** Values over time, in panels with one axis of time. */
export function timeChartHtml(chart: TimeChart): string {
  return figureHtml({
    title: chart.title,
    spoken: spokenTime(chart),
    series: [],
    keys: [],
    wide: drawing(chart, WIDE),
    narrow: drawing(chart, NARROW),
  });
}

function drawing(chart: TimeChart, width: number): Drawing {
  const { panels } = chart;
  const height = panels.length * (LINES + NAME) + BOTTOM;
  return { width, height, option: optionOf(chart) };
}

function optionOf({ panels, from, to, seconds, mark }: TimeChart): EChartsOption {
  const last = panels.length - 1;
  const top = (index: number): number => NAME + index * (LINES + NAME);
  return {
    animation: false,
    title: panels.flatMap(({ name, tracks }, index) => [
      headingOf(name, { left: 0, top: top(index) - NAME + GAP }),
      ...(tracks.length < 2
        ? []
        : [headingOf(keysOf(tracks), { right: AFTER, top: top(index) - NAME + GAP })]),
    ]),
    grid: panels.map((_, index) => ({
      left: LEFT,
      right: RIGHT,
      top: top(index),
      height: LINES,
      ...FIXED,
    })),
    xAxis: panels.map((_, index) => ({
      ...{
        type: "value",
        gridIndex: index,
        min: from,
        max: to,
        name: index === last ? seconds.name : "",
      },
      ...{ nameLocation: "middle", nameGap: 26, nameTextStyle: { color: MUTED } },
      axisLabel: {
        show: index === last,
        color: MUTED,
        hideOverlap: true,
        formatter: seconds.print,
      },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: RULE } },
      splitLine: { show: false },
    })),
    yAxis: panels.map(({ print, isCount = false }, index) => ({
      ...{ type: "value", gridIndex: index, min: 0, splitNumber: 3 },
      ...(isCount && { minInterval: 1 }),
      axisLabel: { color: MUTED, formatter: print },
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { lineStyle: { color: RULE } },
    })),
    series: panels.flatMap((panel, index) =>
      panel.tracks.map((track, place) =>
        line(track, { index, place, to, mark, ...(place === 0 && { guide: panel.guide }) }),
      ),
    ),
  };
}

const RICH = Object.fromEntries(
  STYLES.map(({ colour }, place) => [
    `track${place}`,
    { color: colour, fontSize: 13, padding: [0, 0, 0, SPACE] },
  ]),
);

/** The name of a panel stands on the left; what its lines are, on the right. */
function headingOf(text: string, place: { top: number; left?: number; right?: number }) {
  const textStyle = { color: MUTED, fontSize: 13, fontWeight: "normal", rich: RICH } as const;
  return { text, ...place, padding: 0, textStyle };
}

function keysOf(tracks: Panel["tracks"]): string {
  return tracks.map(({ name }, place) => `{track${place}|${STYLES[place].sign} ${name}}`).join("");
}

interface Line {
  readonly index: number;
  /** Among those of its panel. */
  readonly place: number;
  readonly to: number;
  readonly guide?: Panel["guide"];
  readonly mark: TimeChart["mark"];
}

function line({ points }: PanelTrack, { index, place, to, guide, mark }: Line): LineSeriesOption {
  const drawn = points.filter(([time]) => time <= to);
  const [last] = drawn.slice(-1);
  const end = last === undefined ? [] : [[to, last[1]] as const];
  const marks = [...(guide ? [{ yAxis: guide.value }] : []), ...(mark ? [{ xAxis: mark.at }] : [])];
  const rule = { color: MUTED, type: "solid", width: 1 } as const;
  return {
    ...{ type: "line", xAxisIndex: index, yAxisIndex: index, step: "end", showSymbol: false },
    clip: false,
    data: [...drawn, ...end].map((point) => [...point]),
    lineStyle: { color: STYLES[place].colour, width: 2, type: STYLES[place].type },
    ...(marks.length > 0 && {
      markLine: {
        ...{ silent: true, symbol: "none", label: { show: false } },
        ...{ lineStyle: rule, data: marks },
      },
    }),
  };
}
