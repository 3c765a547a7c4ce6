import type { Subject } from "./arm";
import type { MeasuredService } from "./measuredService";
import { type OwnLoad, type Plan, settingsPlan } from "./plan";
import type { PodComparison } from "./podComparison";

/** What one session compares. */
export interface Pairing {
  readonly yardstick: Subject;
  readonly subject: Subject;
  /** Whether it is measured by `./tare bench` alone and not by an update. @default false */
  readonly onDemand?: boolean;
}

/** Sessions that stand in one table. */
export interface Comparison {
  /** Measured one after the other, in this order. */
  readonly pairings: readonly Pairing[];
  /**
   * `servers` are ranked by their ratio to the yardstick; `settings` are those of one server, each
   * beside that server's default, which is the yardstick. @default "servers"
   */
  readonly compares?: "servers" | "settings";
  /** Connections, and requests a second at which CPU is compared. @default - the environment's own */
  readonly load?: OwnLoad;
  /** What only pods of their own can show, measured after the pairings. @default - nothing */
  readonly podComparisons?: readonly PodComparison[];
  /** What both arms are, where they are no servers of the contract. @default - such servers */
  readonly service?: MeasuredService;
}

/** Several subjects beside one yardstick. */
export function against(yardstick: Subject, subjects: readonly Subject[]): Pairing[] {
  return subjects.map((subject) => ({ yardstick, subject }));
}

/** The environment's plan as this comparison is measured under it. */
export function planOfComparison(plan: Plan, { compares, load }: Comparison): Plan {
  return compares === "settings" ? settingsPlan(plan, load) : plan;
}
