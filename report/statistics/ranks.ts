/** The ranks that a competitor may have; equal where the order is certain. 1 is the best. */
export interface Rank {
  readonly best: number;
  readonly worst: number;
}

/** What is known of a competitor: its true value lies between these. `high` may be infinite. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/**
 * Ranks from intervals, larger values first. Whoever lies above with the whole interval is better
 * for sure; with all whose intervals overlap, a competitor shares ranks.
 */
export function ranksOf(spans: readonly Span[]): Rank[] {
  return spans.map((own) => ({
    best: 1 + spans.filter((other) => other.low > own.high).length,
    worst: spans.length - spans.filter((other) => other.high < own.low).length,
  }));
}
