import * as echarts from "echarts";
import { proseHtml } from "./escape";

/** A picture of a certain size, in pixels. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly option: echarts.EChartsOption;
}

export interface Figure {
  readonly title: string;
  /** The picture in words. */
  readonly spoken: string;
  /** Names for the legend, which is left out when there is one only. */
  readonly series: readonly string[];
  /** Their marks, as SVG of 14 by 14, in turn. */
  readonly keys: readonly string[];
  /** For screens from 700 px, and for telephones. */
  readonly wide: Drawing;
  readonly narrow: Drawing;
}

/**
 * A picture with its title, its legend, and two drawings of which the style sheet shows the one that
 * fits the screen. Read aloud, it is one picture with its figures as text.
 */
export function figureHtml(figure: Figure): string {
  const { title, spoken, wide, narrow } = figure;
  return [
    "<figure>",
    `<figcaption>${proseHtml(title)}${legend(figure)}</figcaption>`,
    `<div role="img" aria-label="${proseHtml(spoken)}">`,
    svgOf(wide, "wide"),
    svgOf(narrow, "narrow"),
    "</div>",
    "</figure>",
  ].join("\n");
}

function legend({ series, keys }: Figure): string {
  if (series.length < 2) return "";
  const entries = series.map(
    (name, index) =>
      `<span class="key"><svg class="series-${index}" viewBox="0 0 14 14" aria-hidden="true">` +
      `${keys[index % keys.length]}</svg>${proseHtml(name)}</span>`,
  );
  return `<span class="legend">${entries.join("")}</span>`;
}

function svgOf({ option, ...size }: Drawing, variant: string): string {
  const drawn = echarts.init(null, null, { renderer: "svg", ssr: true, ...size });
  try {
    drawn.setOption(option);
    return tidy(drawn.renderToSVGString(), size, variant);
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
 * to the next, and what cuts off what is inside anyway, its own fonts, and what a page would need for moving the mouse over it.
 */
function tidy(svg: string, { width, height }: Omit<Drawing, "option">, variant: string): string {
  const inside = svg
    .replace(/^<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(/<defs[\s\S]*?<\/defs>/g, "")
    .replace(/ (?:class|style|ecmeta_[a-z_]+|pointer-events|clip-path)="[^"]*"/g, "")
    .replace(/<rect [^>]*fill="none"><\/rect>/, "")
    .replace(/<(path|circle|rect)([^>]*)><\/\1>/g, "<$1$2/>")
    .replace(/<[^>]*>/g, (tag) => tag.replace(/\d+\.\d{2,}/g, rounded))
    .trim();
  return `<svg class="${variant}" viewBox="0 0 ${width} ${height}" aria-hidden="true">${inside}</svg>`;
}
