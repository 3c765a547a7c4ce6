/** One line of what the instrument was shown to do. */
export interface Row {
  readonly name: string;
  readonly measured: string;
  readonly bound: string;
  /** Absent where the line only tells. */
  readonly kept?: boolean;
  /** How it was measured. */
  readonly how: string;
}

export const HEAD = [
  "| proof | measured | bound | kept | what it is |",
  "| --- | --- | --- | --- | --- |",
];

export function rowText({ name, measured, bound, kept, how }: Row): string {
  const verdict = kept === undefined ? "" : kept ? "yes" : "**no**";
  return `| ${[name, measured, bound, verdict, how].join(" | ")} |`;
}

/** `0.998 (0.991 to 1.004)`. */
export function estimateText(
  estimate: number,
  range: { readonly low: number; readonly high: number } | undefined,
): string {
  const shown = (value: number): string => value.toFixed(3);
  const ends = range && ` (${shown(range.low)} to ${shown(range.high)})`;
  return `${shown(estimate)}${ends ?? ""}`;
}
