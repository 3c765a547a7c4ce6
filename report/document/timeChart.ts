/** Values over time, in panels below one another. All texts are in the language of the report. */
export interface TimeChart {
  readonly title: string;
  readonly seconds: { readonly name: string; readonly print: (value: number) => string };
  readonly from: number;
  readonly to: number;
  /** A line across all panels. */
  readonly mark?: { readonly at: number; readonly name: string };
  readonly panels: readonly Panel[];
}

/** Tracks with one unit; each begins at 0. */
export interface Panel {
  readonly name: string;
  readonly print: (value: number) => string;
  /** Whether there is nothing between two whole numbers. @default false */
  readonly isCount?: boolean;
  /** At most two. */
  readonly tracks: readonly PanelTrack[];
  /** A line to compare with. */
  readonly guide?: { readonly value: number; readonly name: string };
}

export interface PanelTrack {
  readonly name: string;
  /** A value stays until the next one. */
  readonly points: readonly (readonly [seconds: number, value: number])[];
}

/** The chart in words, for those who cannot see it. */
export function spokenTime({ title, panels }: TimeChart): string {
  const tracks = panels.flatMap(({ name, print, tracks: all }) =>
    all
      .filter(({ points }) => points.length > 0)
      .map(({ name: own, points }) => {
        const values = points.map(([, value]) => value);
        const [low, high, last] = [Math.min(...values), Math.max(...values), values.at(-1) ?? 0];
        return `${name}, ${own}: ${[low, high, last].map(print).join(", ")}`;
      }),
  );
  return `${title}. ${tracks.join("; ")}.`;
}
