import { unit } from "./unit";

/** A span of time: `500 ms`, `10 s`, `2 min`, `1 h`. */
export type Duration = `${number} ms` | `${number} s` | `${number} min` | `${number} h`;

/** Amounts are milliseconds. */
export const duration = unit<Duration>("duration", { ms: 1, s: 1000, min: 60_000, h: 3_600_000 });

/** For places that know no fractions, such as probes and Job deadlines: rounded up. */
export function seconds(text: Duration): number {
  return Math.ceil(duration.parse(text) / 1000);
}
