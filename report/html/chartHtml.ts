import * as echarts from "echarts";
import { type DotChart, spoken } from "../document/dotChart";
import { type Layout, narrowLayout, wideLayout } from "./chartLayout";
import { chartOption } from "./chartOption";
import { proseHtml } from "./escape";

/** Drawn like the marks in the chart, one a series. */
const KEYS = [
  '<circle cx="7" cy="7" r="5.5"/>',
  '<path d="M7 0.5L13.5 7L7 13.5L0.5 7Z"/>',
  '<rect x="2" y="2" width="10" height="10"/>',
];

/**
 * A chart as a figure: its title, its legend, and two drawings of which the style sheet shows the one
 * that fits the screen. Read aloud, it is one picture with its figures as text.
 */
export function chartHtml(chart: DotChart): string {
  return [
    "<figure>",
    `<figcaption>${proseHtml(chart.title)}${legend(chart)}</figcaption>`,
    `<div role="img" aria-label="${proseHtml(spoken(chart))}">`,
    drawing(chart, wideLayout(chart), "wide"),
    drawing(chart, narrowLayout(chart), "narrow"),
    "</div>",
    "</figure>",
  ].join("\n");
}

function legend({ series }: DotChart): string {
  if (series.length < 2) return "";
  const entries = series.map(
    (name, index) =>
      `<span class="key"><svg class="series-${index}" viewBox="0 0 14 14" aria-hidden="true">` +
      `${KEYS[index % KEYS.length]}</svg>${proseHtml(name)}</span>`,
  );
  return `<span class="legend">${entries.join("")}</span>`;
}

function drawing(chart: DotChart, layout: Layout, variant: string): string {
  const { width, height } = layout;
  const drawn = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    drawn.setOption(chartOption(chart, layout));
    return tidy(drawn.renderToSVGString(), layout, variant);
  } finally {
    drawn.dispose();
  }
}

/** A tenth of a pixel is fine enough. */
function rounded(number: string): string {
  return String(Number(Number(number).toFixed(1)));
}

/**
 * Keeps what is drawn and drops the rest of what echarts writes: names that differ from one drawing
 * to the next, its own fonts, and what a page would need for moving the mouse over it.
 */
function tidy(svg: string, { width, height }: Layout, variant: string): string {
  const inside = svg
    .replace(/^<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(/ (?:class|style|ecmeta_[a-z_]+|pointer-events)="[^"]*"/g, "")
    .replace(/<rect [^>]*fill="none"><\/rect>/, "")
    .replace(/<(path|circle|rect)([^>]*)><\/\1>/g, "<$1$2/>")
    .replace(/<[^>]*>/g, (tag) => tag.replace(/\d+\.\d{2,}/g, rounded))
    .trim();
  return `<svg class="${variant}" viewBox="0 0 ${width} ${height}" aria-hidden="true">${inside}</svg>`;
}
