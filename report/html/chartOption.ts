import type { CustomSeriesRenderItemAPI, EChartsOption } from "echarts";
import type { Dot, DotChart, DotRow } from "../document/dotChart";
import { dotsMiddle, fitting, type Layout, lineMiddle } from "./chartLayout";
import { scaleOf, type Scale } from "./scale";

/** A shape of echarts, as far as it is used here. */
interface Shape {
  readonly type: "circle" | "line" | "rect" | "polygon" | "text";
  readonly shape?: object;
  readonly style: object;
}

type Place = (value: number) => number;

const COLOURS = ["var(--series-0)", "var(--series-1)", "var(--series-2)"];
const INK = "var(--ink)";
const MUTED = "var(--muted)";
const RULE = "var(--rule)";
const RADIUS = 5.5;
/** Leaves room for the ends of an interval. */
const SMALL_RADIUS = 4;
const ARROW = 20;

/** A chart as echarts draws it. Every mark is drawn here; echarts has the axis and the places. */
export function chartOption(chart: DotChart, layout: Layout): EChartsOption {
  const scale = scaleOf(chart, layout.ticks);
  const places = scale.ticks.map(scale.place);
  const { left, right, top, bottom } = layout;
  return {
    animation: false,
    grid: { left, right, top, bottom },
    xAxis: {
      type: "value",
      min: places[0],
      max: places[places.length - 1],
      axisTick: { show: false, customValues: places },
      axisLabel: { color: MUTED, customValues: places, formatter: tickText(chart, scale) },
      splitLine: { lineStyle: { color: RULE } },
      axisLine: { show: false },
    },
    yAxis: {
      type: "category",
      data: chart.rows.map((_, index) => String(index)),
      inverse: true,
      show: false,
    },
    series: {
      type: "custom",
      silent: true,
      clip: false,
      encode: { x: 1, y: 0 },
      data: chart.rows.map((_, index) => [index, places[0]]),
      renderItem: ({ dataIndex }, api) => ({
        type: "group",
        children: [...rowShapes(chart, dataIndex, scale, layout, api)] as never,
      }),
    },
  };
}

/** The text of a tick, of which echarts knows the place only. */
function tickText({ axis }: DotChart, { place, ticks }: Scale): (at: number) => string {
  return (at) => {
    const distance = (tick: number): number => Math.abs(place(tick) - at);
    return axis.print(ticks.reduce((a, b) => (distance(b) < distance(a) ? b : a)));
  };
}

function rowShapes(
  chart: DotChart,
  index: number,
  scale: Scale,
  layout: Layout,
  api: CustomSeriesRenderItemAPI,
): Shape[] {
  const row = chart.rows[index];
  const x = (value: number): number => api.coord([scale.place(value), index])[0];
  const top = layout.top + index * layout.row;
  const y = top + dotsMiddle(layout);
  const values = row.dots.map(({ value }) => value);
  const joined = values.length > 1;
  return [
    ...guideShapes(chart, index, x, layout),
    ...textShapes(row, top, layout),
    ...(joined ? [line(x(Math.min(...values)), x(Math.max(...values)), y, RULE, 3)] : []),
    ...(row.points ?? []).map((point) => single(x(point), y + 10)),
    ...row.dots.flatMap((dot) => dotShapes(dot, x, y)),
  ];
}

function guideShapes({ guide }: DotChart, index: number, x: Place, layout: Layout): Shape[] {
  if (guide === undefined) return [];
  const at = x(guide.value);
  const top = layout.top + index * layout.row;
  const style = { stroke: MUTED, lineWidth: 1, fill: "none" };
  const rule: Shape = {
    type: "line",
    shape: { x1: at, y1: top, x2: at, y2: top + layout.row },
    style,
  };
  if (index > 0 || guide.name === "") return [rule];
  // On the side where there is room.
  const align = at > layout.width / 2 ? "right" : "left";
  return [rule, words(guide.name, at, layout.top - 10, align, MUTED)];
}

function textShapes(row: DotRow, top: number, layout: Layout): Shape[] {
  const { width, left, lines } = layout;
  const [name, label] = [row.name, row.label].map((text) => fitting(text, layout));
  if (lines === 0) {
    const y = top + dotsMiddle(layout);
    return [words(name, left - 22, y, "right", INK), words(label, width - 2, y, "right", MUTED)];
  }
  const second = lineMiddle(lines - 1);
  return [
    words(name, 2, top + lineMiddle(0), "left", INK),
    lines === 1
      ? words(label, width - 2, top + second, "right", MUTED)
      : words(label, 2, top + second, "left", MUTED),
  ];
}

function words(
  content: string,
  x: number,
  y: number,
  align: "left" | "right",
  fill: string,
): Shape {
  return { type: "text", style: { text: content, x, y, align, verticalAlign: "middle", fill } };
}

function line(from: number, to: number, y: number, stroke: string, lineWidth: number): Shape {
  const style = { stroke, lineWidth, fill: "none" };
  return { type: "line", shape: { x1: from, y1: y, x2: to, y2: y }, style };
}

/** A single value, below the dot that stands for all of them. */
function single(x: number, y: number): Shape {
  const style = { fill: "none", stroke: MUTED, lineWidth: 1 };
  return { type: "circle", shape: { cx: x, cy: y, r: 2 }, style };
}

function dotShapes({ series, value, interval, atLeast }: Dot, x: Place, y: number): Shape[] {
  const colour = COLOURS[series % COLOURS.length];
  const at = x(value);
  return [
    ...(interval ? whisker(x(interval.low), x(interval.high), y, colour) : []),
    ...(atLeast ? arrow(at, y, colour) : []),
    mark(series, at, y, interval ? SMALL_RADIUS : RADIUS, colour),
  ];
}

/** A line with ends that show even where the interval is narrower than the dot. */
function whisker(from: number, to: number, y: number, colour: string): Shape[] {
  const style = { stroke: colour, lineWidth: 2, fill: "none" };
  const end = (x: number): Shape => ({
    type: "line",
    shape: { x1: x, y1: y - 8, x2: x, y2: y + 8 },
    style,
  });
  return [line(from, to, y, colour, 2), end(from), end(to)];
}

function arrow(x: number, y: number, colour: string): Shape[] {
  const tip = x + ARROW;
  const points = [
    [tip, y],
    [tip - 7, y - 4.5],
    [tip - 7, y + 4.5],
  ];
  return [
    line(x, tip - 6, y, colour, 2),
    { type: "polygon", shape: { points }, style: { fill: colour } },
  ];
}

/** Series differ in shape, too: a circle, a diamond, a square. */
function mark(series: number, x: number, y: number, r: number, fill: string): Shape {
  const style = { fill };
  if (series === 0) return { type: "circle", shape: { cx: x, cy: y, r }, style };
  if (series === 2) {
    const side = 1.8 * r;
    return {
      type: "rect",
      shape: { x: x - side / 2, y: y - side / 2, width: side, height: side },
      style,
    };
  }
  const reach = 1.25 * r;
  const points = [
    [x, y - reach],
    [x + reach, y],
    [x, y + reach],
    [x - reach, y],
  ];
  return { type: "polygon", shape: { points }, style };
}
