import type { Reading } from "./course";
import { largest } from "./judgement";

/** How the pods went when the load had ended. */
export interface WayBack {
  /** From the end of the load until no more pods than the fewest were wanted; absent: not seen. */
  readonly seconds?: number;
  /** The most that were taken away at once. */
  readonly atOnce?: number;
}

/** @param gone when the load had ended, in milliseconds of the trial */
export function wayBackOf(readings: readonly Reading[], gone: number, fewest: number): WayBack {
  const first = readings.findIndex(({ at }) => at > gone);
  if (first === -1) return {};
  const later = readings.slice(Math.max(0, first - 1));
  const back = later.find(({ at, wanted }) => at > gone && wanted <= fewest)?.at;
  const drops = later.slice(1).map(({ wanted }, index) => later[index].wanted - wanted);
  return {
    ...(back !== undefined && { seconds: (back - gone) / 1_000 }),
    atOnce: largest(drops.filter((drop) => drop > 0)),
  };
}
