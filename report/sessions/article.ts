import { type LittlesLaw, littlesLaw } from "../littlesLaw";
import type { RawResult } from "../rawResult";

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

export function articleOf({ article, plan }: RawResult): Article | undefined {
  if (article === null) return undefined;
  const seconds = article.durationMicros / 1e6;
  const rate = article.requests / seconds;
  const { mean, p50, p99, p999, max } = article.latencyMicros;
  return {
    rate,
    seconds,
    connections: plan.connections,
    latency: { mean: mean / 1e6, p50: p50 / 1e6, p99: p99 / 1e6, p999: p999 / 1e6, max: max / 1e6 },
    law: littlesLaw(rate, mean / 1e6, plan.connections),
    failed: Object.values(article.errors).reduce((sum, some) => sum + some, 0),
  };
}
