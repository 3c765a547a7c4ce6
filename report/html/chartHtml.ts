import { type DotChart, spoken } from "../document/dotChart";
import { narrowLayout, wideLayout } from "./chartLayout";
import { chartOption } from "./chartOption";
import { figureHtml } from "./figureHtml";

/** Drawn like the marks in the chart, one a series. */
const KEYS = [
  '<circle cx="7" cy="7" r="5.5"/>',
  '<path d="M7 0.5L13.5 7L7 13.5L0.5 7Z"/>',
  '<rect x="2" y="2" width="10" height="10"/>',
];

/** A chart of dots with its title and its legend. */
export function chartHtml(chart: DotChart): string {
  const [wide, narrow] = [wideLayout(chart), narrowLayout(chart)];
  return figureHtml({
    title: chart.title,
    spoken: spoken(chart),
    series: chart.series,
    keys: KEYS,
    wide: { ...wide, option: chartOption(chart, wide) },
    narrow: { ...narrow, option: chartOption(chart, narrow) },
  });
}
