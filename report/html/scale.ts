import type { DotChart, DotRow } from "../document/dotChart";

/** How values become places on an axis of echarts, which is always a linear one. */
export interface Scale {
  /** Place of a value on the axis. */
  readonly place: (value: number) => number;
  /** Values that get a line and a text; the first and the last are the ends of the axis. */
  readonly ticks: readonly number[];
}

/** The scale that holds every value of a chart with at most so many ticks, if that can be. */
export function scaleOf(chart: DotChart, most: number): Scale {
  const values = [...chart.rows.flatMap(valuesIn), ...(chart.guide ? [chart.guide.value] : [])];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const { axis } = chart;
  return axis.scale === "linear"
    ? { place: (value) => value, ticks: linearTicks(Math.min(low, axis.from ?? low), high, most) }
    : { place: Math.log, ticks: ladderTicks(LADDERS[axis.scale], low, high, most) };
}

function valuesIn({ dots, points = [] }: DotRow): number[] {
  const ends = dots.flatMap(({ interval }) => (interval ? [interval.low, interval.high] : []));
  return [...dots.map(({ value }) => value), ...ends, ...points];
}

/** Whole multiples of 1, 2 or 5 times a power of ten. */
function linearTicks(low: number, highest: number, most: number): number[] {
  // A chart of nothing but zeros still needs an axis, and so does one of values that no step tells apart.
  const high = highest - low > 1e-9 * Math.abs(highest) ? highest : low + 1;
  const power = 10 ** Math.floor(Math.log10((high - low) / (most - 1)));
  const steps = [1, 2, 5, 10, 20].map((step) => step * power);
  const rounds = (step: number): readonly [number, number] => [
    Math.floor(low / step + 1e-9),
    Math.max(Math.ceil(high / step - 1e-9), Math.floor(low / step + 1e-9) + 1),
  ];
  const step = steps.find((one) => rounds(one)[1] - rounds(one)[0] < most) ?? 20 * power;
  const [from, to] = rounds(step);
  // 3 * 0.1 is not 0.3.
  return Array.from({ length: to - from + 1 }, (_, index) =>
    Number(((from + index) * step).toPrecision(12)),
  );
}

/** Rungs of a logarithmic axis, the finest ladder first; a rung is numbered by whole numbers. */
type Ladder = (rung: number) => number;

const everyPower =
  (base: number): Ladder =>
  (rung) =>
    base ** rung;

const LADDERS: Readonly<Record<"decimal" | "binary", readonly Ladder[]>> = {
  decimal: [
    (rung) => [1, 2, 5][((rung % 3) + 3) % 3] * 10 ** Math.floor(rung / 3),
    everyPower(10),
    everyPower(100),
    everyPower(1000),
  ],
  binary: [2, 4, 16, 1024].map(everyPower),
};

/** The rungs of the finest ladder that needs no more ticks than there may be. */
function ladderTicks(
  ladders: readonly Ladder[],
  low: number,
  high: number,
  most: number,
): number[] {
  const found = ladders.map((ladder) => rungsAround(ladder, low, high));
  return found.find((ticks) => ticks.length <= most) ?? found[found.length - 1];
}

function rungsAround(ladder: Ladder, low: number, high: number): number[] {
  let rung = Math.floor(Math.log(low) / Math.log(ladder(1) / ladder(0)));
  while (ladder(rung) > low * (1 + 1e-9)) rung -= 1;
  while (ladder(rung + 1) <= low * (1 + 1e-9)) rung += 1;
  const ticks = [ladder(rung)];
  do {
    rung += 1;
    ticks.push(ladder(rung));
  } while (ladder(rung) < high * (1 - 1e-9));
  return ticks.map((tick) => Number(tick.toPrecision(12)));
}
