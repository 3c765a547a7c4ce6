import type { Phase, RawResult } from "../rawResult";
import type { Refusal } from "../refusal";
import type { Article } from "./article";
import type { Comparison } from "./compare";
import type { DropReason } from "./dropReason";

/** The yardstick and one subject, measured in turns, in one Job for each time that both were started. */
export interface Session {
  readonly experiment: string;
  readonly subject: string;
  /** By arm, references by digest. */
  readonly images: Readonly<Record<string, string>>;
  /** At least one. */
  readonly starts: readonly Start[];
  /** Absent exactly when all starts were refused. */
  readonly measured?: Measured;
}

/** One Job, in which both servers are new processes. */
export interface Start {
  readonly job: string;
  /** Why nothing of it is counted. */
  readonly refusal?: Refusal;
}

/** What the starts of a session that were not refused have shown. */
export interface Measured {
  /** When each start began, in seconds since 1970. */
  readonly startedSeconds: readonly number[];
  readonly plan: RawResult["plan"];
  readonly machine: RawResult["machine"];
  /** Limits of the subject as they were read back. */
  readonly limits: Limits;
  /** CPU per request at the fixed rate. */
  readonly cost: Comparison;
  /** Requests a second on one core. */
  readonly peak: Comparison;
  /** CPU per request at that peak, where a server never sleeps and nobody has to wake it. */
  readonly peakCost: Comparison;
  /** 99th percentile of the latency at one rate for both; absent as `compareTails` says. */
  readonly tail: Comparison;
  /** Slices in all. */
  readonly slices: number;
  readonly dropped: readonly DroppedSlice[];
  readonly article?: Article;
}

export interface DroppedSlice extends DropReason {
  readonly phase: Phase;
  readonly block: number;
  readonly arm: string;
}

/** Absent is not known. */
export interface Limits {
  readonly cpus?: number;
  readonly memoryBytes?: number;
}
