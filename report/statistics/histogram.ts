/** Counts of values. The values are whole numbers, such as nanoseconds. */
export interface Histogram {
  /** How many were counted below each upper bound; ascending, nothing empty. */
  readonly buckets: readonly Bucket[];
  /** How many were counted in all. */
  readonly total: number;
}

export interface Bucket {
  /** The largest value that is counted here. */
  readonly highest: number;
  readonly count: number;
}

/** The counts of all of them together. */
export function mergeHistograms(histograms: readonly Histogram[]): Histogram {
  const counts = new Map<number, number>();
  for (const { buckets } of histograms) {
    for (const { highest, count } of buckets) {
      counts.set(highest, (counts.get(highest) ?? 0) + count);
    }
  }
  const buckets = [...counts]
    .map(([highest, count]) => ({ highest, count }))
    .sort((a, b) => a.highest - b.highest);
  return { buckets, total: buckets.reduce((sum, { count }) => sum + count, 0) };
}

/**
 * The value that at least a share `p` of all values does not exceed, as large as its bucket allows:
 * at most 0.1 % too large with three significant digits. NaN for an empty histogram.
 */
export function valueAt({ buckets, total }: Histogram, p: number): number {
  // What floating point makes of 0.07 * 100 must not push the rank up by one.
  const rank = Math.max(1, Math.ceil(p * total * (1 - Number.EPSILON)));
  let seen = 0;
  for (const { highest, count } of buckets) {
    seen += count;
    if (seen >= rank) return highest;
  }
  return Number.NaN;
}
