import { type RawSlice } from "../rawResult";
import { quotation } from "../refusal";
import { readHdrHistogram } from "../statistics/hdrHistogram";
import { type Histogram, mergeHistograms, valueAt } from "../statistics/histogram";
import { mean } from "../statistics/moments";
import type { DropReason } from "./dropReason";
import type { JudgedSlice } from "./judgeSlices";

/** How long requests took in an open loop, counted from when each was due. */
export interface Latency {
  readonly kind: "measured";
  /** Requests a second that were sent. */
  readonly rate: number;
  readonly answers: number;
  /** Slices whose histograms were merged. */
  readonly slices: number;
  /** By the names of {@link PERCENTILES}; `undefined` where too few answers lie above. */
  readonly percentiles: Readonly<Partial<Record<PercentileName, Percentile>>>;
}

/** Seconds. */
export interface Percentile {
  readonly value: number;
  /** The lowest and highest of the single slices; a description, not a confidence interval. */
  readonly span?: { readonly low: number; readonly high: number };
}

/** Why there is no latency. */
export type NoLatency =
  | { readonly kind: "absent" }
  | { readonly kind: "dropped"; readonly reason: DropReason }
  | { readonly kind: "unreadable"; readonly detail: string };

const PERCENTILES = { p50: 0.5, p99: 0.99, p999: 0.999 } as const;
type PercentileName = keyof typeof PERCENTILES;
export const PERCENTILE_NAMES = Object.keys(PERCENTILES) as PercentileName[];

/** A percentile with fewer answers above it is chance. */
const FEWEST_ABOVE = 10;
/** With fewer slices their lowest and highest say little. */
const FEWEST_FOR_SPAN = 3;

/** Merges the kept slices of the latency phase of one arm. */
export function latencyOf(judged: readonly JudgedSlice[]): Latency | NoLatency {
  const own = judged.filter(({ slice }) => slice.phase === "latency");
  const kept = own.filter(({ dropped }) => dropped === undefined).map(({ slice }) => slice);
  if (kept.length === 0) {
    const reason = own.flatMap(({ dropped }) => dropped ?? []).at(0);
    return reason === undefined ? { kind: "absent" } : { kind: "dropped", reason };
  }
  try {
    return measured(kept, kept.map(histogramOf));
  } catch (error) {
    return { kind: "unreadable", detail: quotation((error as Error).message) };
  }
}

function histogramOf({ histogram }: RawSlice): Histogram {
  if (histogram === null) throw new Error("a slice has none");
  return readHdrHistogram(histogram);
}

function measured(slices: readonly RawSlice[], histograms: readonly Histogram[]): Latency {
  const merged = mergeHistograms(histograms);
  const percentiles: Partial<Record<PercentileName, Percentile>> = {};
  for (const name of PERCENTILE_NAMES) {
    const value = percentileOf(merged, PERCENTILES[name]);
    if (value === undefined) continue;
    const single = histograms.map((one) => percentileOf(one, PERCENTILES[name]));
    const known = single.filter((one) => one !== undefined);
    const span = { low: Math.min(...known), high: Math.max(...known) };
    const spread = known.length >= FEWEST_FOR_SPAN && known.length === single.length;
    percentiles[name] = spread ? { value, span } : { value };
  }
  return {
    kind: "measured",
    rate: mean(slices.map(({ rate, requests, seconds }) => rate ?? requests / seconds)),
    answers: merged.total,
    slices: slices.length,
    percentiles,
  };
}

/** Seconds. */
function percentileOf(histogram: Histogram, share: number): number | undefined {
  if ((1 - share) * histogram.total < FEWEST_ABOVE) return undefined;
  return valueAt(histogram, share) / 1e9;
}
