import { type Plan, sessionLength } from "../../components/benchmark/plan";
import { podSessionLength } from "../../components/benchmark/podPlan";
import { duration } from "../../components/config/duration";
import { type RunSession } from "./runFile";

/**
 * What a Job takes besides its session, in seconds: to be made and scheduled, to start three containers one after
 * another, to end the two servers, to hand over its log and to go. Measured: 4 to 6, in standard.
 */
const AROUND_JOB_SECONDS = 5;

/** The sizes of the images, the report, the comparison, in seconds. Measured: 1, and 6 beside a build. */
export const FINISH_SECONDS = 4;

/** Seconds that one session takes, from the making of its Job to the end of its pod. */
export function sessionSeconds(plan: Plan, { kind, images }: Measured): number {
  const length =
    kind === "pods" ? podSessionLength(plan, Object.keys(images).length) : sessionLength(plan);
  return duration.parse(length) / 1_000 + AROUND_JOB_SECONDS;
}

/** What of a session its length depends on. */
type Measured = Pick<RunSession, "kind" | "images">;

/** Seconds that a run takes which has these sessions to make. */
export function forecastSeconds(plan: Plan, sessions: readonly Measured[]): number {
  return sessions.reduce((sum, one) => sum + sessionSeconds(plan, one), FINISH_SECONDS);
}
