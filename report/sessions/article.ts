import { type LittlesLaw, littlesLaw } from "../littlesLaw";
import type { RawResult } from "../rawResult";
import { median } from "../statistics/moments";

type Run = NonNullable<RawResult["article"]>;

/** What wrk says, which is how the article measured. Shown, never judged and never ranked. */
export interface Article {
  /** Requests a second, failed ones not counted. */
  readonly rate: number;
  readonly seconds: number;
  readonly connections: number;
  /** Seconds, as wrk prints them. */
  readonly latency: Readonly<Record<"mean" | "p50" | "p99" | "p999" | "max", number>>;
  readonly law: LittlesLaw;
  /** Requests that failed in any way. */
  readonly failed: number;
}

/**
 * Over all starts: rate and mean by all requests, and of the percentiles the median over the starts, since
 * wrk prints no histogram that could be merged.
 */
export function articleOf(results: readonly RawResult[]): Article | undefined {
  const runs = results.flatMap(({ article }) => article ?? []);
  if (runs.length === 0) return undefined;
  const [{ plan }] = results;
  const sum = (of: (run: Run) => number): number => runs.reduce((total, run) => total + of(run), 0);
  const seconds = sum(({ durationMicros }) => durationMicros) / 1e6;
  const requests = sum((run) => run.requests);
  const rate = requests / seconds;
  const mean = sum((run) => run.requests * run.latencyMicros.mean) / requests / 1e6;
  const typical = (name: "p50" | "p99" | "p999"): number =>
    median(runs.map(({ latencyMicros }) => latencyMicros[name])) / 1e6;
  const max = Math.max(...runs.map(({ latencyMicros }) => latencyMicros.max)) / 1e6;
  return {
    rate,
    seconds,
    connections: plan.connections,
    latency: { mean, p50: typical("p50"), p99: typical("p99"), p999: typical("p999"), max },
    law: littlesLaw(rate, mean, plan.connections),
    failed: sum(({ errors }) => Object.values(errors).reduce((all, some) => all + some, 0)),
  };
}
