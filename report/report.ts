import type { LittlesLaw } from "./littlesLaw";
import type { RawResult } from "./rawResult";
import type { Verdict } from "./verdict";

/** Raised whenever a field changes its meaning or goes away. */
export const REPORT_SCHEMA = "tare-report/1";

/** One benchmark Job and what was fetched of it. */
export interface Measurement {
  readonly experiment: string;
  readonly subject: string;
  readonly namespace: string;
  readonly job: string;
  /** Reference by digest. */
  readonly image: string;
  /** Text of the Job's log; `undefined` when it could not be fetched. */
  readonly log?: string;
  /** Why there is no log, as a sentence. */
  readonly missing?: string;
}

/** Bytes; `undefined` is not known. */
export interface ImageSize {
  /** As the registry holds it. */
  readonly compressed?: number;
  /** As a node holds it. */
  readonly unpacked?: number;
}

/** A resource plugin that took part in the deployment. */
export interface Plugin {
  readonly name: string;
  readonly version: string;
  /** The project's own stand-in, not the official plugin. */
  readonly standIn: boolean;
}

/** All that a report is made from; nothing else is read. */
export interface ReportInput {
  /** ISO 8601. */
  readonly createdAt: string;
  /** Name of the environment, such as "dev". */
  readonly environment: string;
  readonly measurements: readonly Measurement[];
  /** By image reference. */
  readonly images: Readonly<Record<string, ImageSize>>;
  readonly plugins: readonly Plugin[];
  /** Version of the cluster, such as "v1.37.0". */
  readonly kubernetes?: string;
  /** Commit of the program, when it is known. */
  readonly commit?: string;
}

/** The figures of a measurement that was not refused. */
export interface Figures {
  readonly requestsPerSecond: number;
  /** As wrk prints it; shown, never judged. */
  readonly latency: RawResult["wrk"]["latencyMicros"];
  readonly littlesLaw: LittlesLaw;
  readonly connections: number;
  readonly threads: number;
  readonly seconds: number;
  readonly cpu: RawResult["subjectUse"]["cpu"];
  /** Microseconds of CPU a request; `undefined` when the CPU is not known. */
  readonly cpuMicrosPerRequest?: number;
  readonly memory: RawResult["subjectUse"]["memory"];
  readonly generator: RawResult["generator"];
  /** Bytes of one answer, head and body. */
  readonly wireBytes: number;
}

/** One subject. */
export interface Row {
  readonly experiment: string;
  readonly subject: string;
  readonly job: string;
  readonly image: string;
  readonly size: ImageSize;
  readonly verdict: Verdict;
  /** Absent exactly when the verdict is "refused". */
  readonly figures?: Figures;
}

/** A claim, the arithmetic on it, and what was measured here. */
export interface ClaimRow {
  readonly server: string;
  readonly requestsPerSecond: number;
  readonly latencySeconds: number;
  readonly cpuShare: number;
  /** Connections that the claimed rate and latency ask for. */
  readonly impliedConnections: number;
  /** Largest mean latency, in seconds, that 1,000 connections leave room for at this rate. */
  readonly largestMeanSeconds: number;
  readonly cpuMicrosPerRequest: number;
  readonly measured?: {
    readonly requestsPerSecond: number;
    readonly atLeast: boolean;
    readonly cpuMicrosPerRequest?: number;
  };
}

/** What out/<env>/report.json holds. */
export interface Report {
  readonly schema: typeof REPORT_SCHEMA;
  readonly createdAt: string;
  readonly environment: string;
  readonly kubernetes?: string;
  readonly commit?: string;
  /** The summary in plain words, one sentence an item. */
  readonly summary: readonly string[];
  readonly rows: readonly Row[];
  readonly claims: readonly ClaimRow[];
  /** Of the first measurement that was not refused. */
  readonly machine?: RawResult["machine"];
  readonly plugins: readonly Plugin[];
}
