/** One row a server, values as dots along one axis. All texts are in the language of the report. */
export interface DotChart {
  readonly title: string;
  readonly axis: Axis;
  /** What the dots of a row stand for; a legend is drawn when there is more than one. */
  readonly series: readonly string[];
  readonly rows: readonly DotRow[];
  /** A line across all rows. */
  readonly guide?: { readonly value: number; readonly name: string };
}

export interface Axis {
  /** Logarithmic ones have ticks at powers of ten, or of two for bytes. */
  readonly scale: "linear" | "decimal" | "binary";
  /** Where a linear axis begins. @default - at the smallest value */
  readonly from?: number;
  readonly print: (value: number) => string;
}

export interface DotRow {
  readonly name: string;
  readonly dots: readonly Dot[];
  /** Single values behind the dots, drawn small. */
  readonly points?: readonly number[];
  /** The figures in words, at the end of the row. */
  readonly label: string;
}

export interface Dot {
  /** Place in `series`. */
  readonly series: number;
  readonly value: number;
  readonly interval?: { readonly low: number; readonly high: number };
  /** The true value may be larger: an arrow. */
  readonly atLeast?: boolean;
}

/** The chart in words, for those who cannot see it. */
export function spoken({ title, rows }: DotChart): string {
  return `${title}. ${rows.map(({ name, label }) => `${name}: ${label}`).join("; ")}.`;
}
