import { type PoolCurve, poolCurves, type PoolPoint } from "../tuning/curve";
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
import { percentile } from "./latencySection";
import { peakText } from "./peakSection";
import { comparedOf, known } from "./servers";
import { comparedText } from "./verdict";

/** Throughput and memory against the size of the pool; empty where too few sizes were measured. */
export function poolSection(page: Page): Section[] {
  const curves = poolCurves(page.report.variants);
  const { title, intro } = page.texts.tuning.pool;
  const blocks = curves.flatMap((curve) => curveBlocks(curve, page));
  return curves.length === 0
    ? []
    : [{ id: "pool", title, blocks: [text(`${intro} ${page.texts.drift}`), ...blocks] }];
}

function curveBlocks({ experiment, points }: PoolCurve, page: Page): Block[] {
  const { texts, format } = page;
  const { pool } = texts.tuning;
  const heads = [
    nameColumn(pool.size),
    numberColumn(texts.columns.peak),
    numberColumn(texts.tuning.ratios.peak),
    numberColumn(texts.columns.load),
    numberColumn(texts.columns.cost),
    numberColumn(texts.columns.p99),
    numberColumn(texts.tuning.ratios.tail),
  ];
  const rows = points.map((point) => [
    sizeText(point, page),
    peakText(point.figures.peak, page),
    besideDefault(point, "peak", page),
    known(point.figures.loadBytes, format.bytes, page),
    known(point.figures.cost, format.seconds, page),
    known(percentile(point.figures.latency, "p99")?.value, format.seconds, page),
    besideDefault(point, "tail", page),
  ]);
  return [
    ...chart({
      title: pool.rateChart(experiment),
      axis: { scale: "linear", from: 0, print: format.whole },
      series: [texts.columns.peak],
      rows: points.map((point) => {
        const { peak } = point.figures;
        return {
          name: sizeText(point, page),
          dots: peak ? [{ series: 0, value: peak.rate, atLeast: peak.atLeast }] : [],
          label: peakText(peak, page),
        };
      }),
    }),
    ...chart({
      title: pool.memoryChart(experiment),
      axis: { scale: "linear", from: 0, print: format.bytes },
      series: [texts.columns.load],
      rows: points.map((point) => {
        const bytes = point.figures.loadBytes;
        return {
          name: sizeText(point, page),
          dots: bytes === undefined ? [] : [{ series: 0, value: bytes }],
          label: known(bytes, format.bytes, page),
        };
      }),
    }),
    ...table(pool.caption, heads, rows),
  ];
}

function besideDefault({ variant }: PoolPoint, what: "peak" | "tail", page: Page): string {
  const compared = variant && comparedOf(variant, what, page);
  return compared === undefined ? page.texts.none : comparedText(compared, page);
}

function sizeText({ size, isDefault }: PoolPoint, { texts, format }: Page): string {
  return isDefault ? texts.tuning.pool.byDefault(format.whole(size)) : format.whole(size);
}
