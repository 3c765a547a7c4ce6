import type { Phase, RawResult } from "../rawResult";
import type { Refusal } from "../refusal";
import type { Article } from "./article";
import type { Comparison } from "./compare";
import type { DropReason } from "./dropReason";

/** One Job: the yardstick and one subject, measured in turns. */
export interface Session {
  readonly experiment: string;
  readonly subject: string;
  readonly job: string;
  /** By arm, references by digest. */
  readonly images: Readonly<Record<string, string>>;
  /** Present exactly when there is no `measured`. */
  readonly refusal?: Refusal;
  readonly measured?: Measured;
}

/** What a session that was not refused has shown. */
export interface Measured {
  /** Seconds since 1970. */
  readonly startedSeconds: number;
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
