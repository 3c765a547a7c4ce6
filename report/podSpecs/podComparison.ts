import type { Refusal } from "../refusal";
import type { Comparison } from "../sessions/compare";
import type { DroppedSlice, Limits } from "../sessions/session";
import type { RawPodSpecs } from "./rawPodSpecs";

/** One Job: a server in pods of several specs, measured in turns. */
export interface PodComparison {
  readonly experiment: string;
  readonly subject: string;
  readonly job: string;
  /** By variant, references by digest. */
  readonly images: Readonly<Record<string, string>>;
  /** Present exactly when there is no `measured`. */
  readonly refusal?: Refusal;
  readonly measured?: MeasuredPods;
}

/** What a comparison that was not refused has shown. */
export interface MeasuredPods {
  /** Name of the server in all the pods. */
  readonly server: string;
  /** Seconds since 1970. */
  readonly startedSeconds: number;
  readonly plan: RawPodSpecs["plan"];
  readonly machine: RawPodSpecs["machine"];
  readonly variants: readonly MeasuredVariant[];
  /** Every variant but the first, beside the first. */
  readonly comparisons: readonly VariantComparison[];
  /** Slices in all. */
  readonly slices: number;
  readonly dropped: readonly DroppedSlice[];
}

/** A spec and what it came to. */
export interface MeasuredVariant {
  readonly name: string;
  /** Cores that its spec asks for; 0 where it shares. */
  readonly exclusiveCores: number;
  /** Cores that its pods could run on, each list once. */
  readonly cpus: readonly string[];
  /** As read back of its first pod. */
  readonly limits: Limits;
  /** From the order to create a pod until it was ready: the middle of all. */
  readonly readySeconds: number;
}

export const QUANTITY_NAMES = ["cost", "tail", "peak"] as const;

export interface VariantComparison {
  readonly variant: string;
  /** CPU per request at the fixed rate. */
  readonly cost: Comparison;
  /** 99th percentile of the latency at that rate, counted from when each request was due. */
  readonly tail: Comparison;
  /** Requests a second in a closed loop. */
  readonly peak: Comparison;
}
