import type { ClaimRow } from "./claims/compareClaims";
import type { PodComparison } from "./podSpecs/podComparison";
import type { RawResult } from "./rawResult";
import type { Figures } from "./sessions/figures";
import type { Limits, Session } from "./sessions/session";
import type { Interval } from "./statistics/bootstrap";
import type { Rank } from "./statistics/ranks";
import type { Ratio } from "./statistics/ratio";
import type { Trials } from "./trials/judgeTrials";
import type { TrialRun } from "./trials/trialRun";
import type { Variant } from "./tuning/variants";

/** Raised whenever a field changes its meaning or goes away. */
export const REPORT_SCHEMA = "tare-report/3";

/** One benchmark Job and what was fetched of it. */
export interface Measurement {
  readonly experiment: string;
  readonly subject: string;
  /** `pods`: a comparison of pod specs. @default - a session of two arms */
  readonly kind?: "pods";
  readonly namespace: string;
  readonly job: string;
  /** References by digest, by the name of the arm or variant. */
  readonly images: Readonly<Record<string, string>>;
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

/** Where and when a report was made, whatever it says. */
export interface Origin {
  /** ISO 8601: when the logs were fetched. */
  readonly createdAt: string;
  /** Name of the environment, such as "dev". */
  readonly environment: string;
  readonly plugins: readonly Plugin[];
  /** Version of the cluster, such as "v1.37.0". */
  readonly kubernetes?: string;
  /** Commit of the program, when it is known. */
  readonly commit?: string;
}

/** All that a report is made from; nothing else is read. */
export interface ReportInput extends Origin {
  readonly measurements: readonly Measurement[];
  /** By image reference. */
  readonly images: Readonly<Record<string, ImageSize>>;
  /** Absent where no operation was tried. */
  readonly trials?: TrialRun;
}

/**
 * `yardstick`: what all others are compared with. `control`: the same server as the yardstick, to
 * test the instrument. `variant`: a server set in another way than its default. None of them is ranked.
 */
export type Role = "yardstick" | "control" | "contestant" | "variant";

/** One server of an experiment. */
export interface Server {
  readonly experiment: string;
  readonly name: string;
  readonly role: Role;
  /** Reference by digest. */
  readonly image: string;
  readonly size: ImageSize;
  /** Of the yardstick: over all sessions of the experiment. */
  readonly figures: Figures;
  /** Beside the yardstick of the same session; 1 is as good. Absent for the yardstick itself. */
  readonly ratios: { readonly cost?: Ratio; readonly peak?: Ratio };
  /** Absent where there is no interval to rank by. */
  readonly ranks: { readonly cost?: Rank; readonly peak?: Rank };
}

/** How far the best server of an experiment is ahead of the next, where no other one may be the best. */
export interface Lead {
  readonly experiment: string;
  readonly first: string;
  readonly second: string;
  /** CPU per request of the second for each of the first. */
  readonly times: Interval;
}

/** What out/<env>/report.json holds. */
export interface Report extends Origin {
  readonly schema: typeof REPORT_SCHEMA;
  readonly sessions: readonly Session[];
  /** Of each experiment the yardstick, then the others, the least CPU per request first. */
  readonly servers: readonly Server[];
  readonly leads: readonly Lead[];
  /** What the settings of a server change, in the order in which they were measured. */
  readonly variants: readonly Variant[];
  readonly claims: readonly ClaimRow[];
  /** One server in pods of several specs. */
  readonly podComparisons: readonly PodComparison[];
  /** How a service held when it was updated, evicted, and left without its database. */
  readonly trials?: Trials;
  /** Of the first measurement that was not refused. */
  readonly machine?: RawResult["machine"];
  readonly limits?: Limits;
}
