import { type RawResult } from "../../../report/rawResult";
import { readHdrHistogram } from "../../../report/statistics/hdrHistogram";
import { type Histogram, mergeHistograms, valueAt } from "../../../report/statistics/histogram";
import { type Random, seededRandom } from "../../../report/statistics/random";
import { hdrOf } from "../../report/hdrSample";

const HISTOGRAMS = 100;
const VALUES = 2_000;
/** From p50 to p99.99. */
const SHARES = Array.from({ length: 5_000 }, (_, step) => 0.5 + step / 1e4);

/**
 * The largest share by which a percentile of 100 merged histograms differs from that of the values
 * themselves. A histogram does not know its values, so these are drawn after the measured
 * latencies, evenly within each bucket; then packed, read and merged as the report does it.
 */
export function largestDeviation(results: readonly RawResult[], seed: number): number {
  const texts = results.flatMap(({ slices }) => slices.flatMap(({ histogram }) => histogram ?? []));
  if (texts.length === 0) throw new Error("no session has kept its latencies");
  const measured = mergeHistograms(texts.map(readHdrHistogram));
  const random = seededRandom(seed);
  const runs = Array.from({ length: HISTOGRAMS }, () => drawn(measured, VALUES, random));
  const merged = mergeHistograms(runs.map((values) => readHdrHistogram(hdrOf(values))));
  const exact = runs.flat().sort((a, b) => a - b);
  const off = SHARES.map((share) => {
    const value = exact[Math.ceil(share * exact.length * (1 - Number.EPSILON)) - 1];
    return Math.abs(valueAt(merged, share) / value - 1);
  });
  return Math.max(...off);
}

function drawn(histogram: Histogram, count: number, random: Random): number[] {
  return Array.from({ length: count }, () => {
    const highest = valueAt(histogram, random());
    // A bucket of three digits is at most a 1024th of its values wide.
    return Math.max(1, Math.round(highest * (1 - random() / 1024)));
  });
}
