import { type Duration, duration, seconds } from "../config/duration";
import type { Config } from "../config/parse";
import type { PlanName } from "../config/schema";

/** One closed-loop measurement: each connection sends its next request when it has an answer. */
export interface Plan {
  readonly connections: number;
  /** Threads of the load generator. */
  readonly threads: number;
  /** Load that is not measured. */
  readonly warmup: Duration;
  readonly duration: Duration;
}

/** A kubelet reads the counters of a container only every 10 to 15 s, and a rate needs two readings. */
const LENGTHS: Readonly<Record<Exclude<PlanName, "off">, Pick<Plan, "warmup" | "duration">>> = {
  short: { warmup: "5 s", duration: "35 s" },
  full: { warmup: "10 s", duration: "1 min" },
};

/** `undefined` where the environment measures nothing. */
export function planOf(settings: Config["benchmark"]): Plan | undefined {
  if (settings.plan === "off") return undefined;
  const { connections, threads } = settings;
  const lengths = LENGTHS[settings.plan];
  return {
    connections,
    threads,
    warmup: settings.warmup ?? lengths.warmup,
    duration: settings.duration ?? lengths.duration,
  };
}

/** The part of a Job's environment that a plan decides; also what the Job's name is made from. */
export function planVariables(plan: Plan): Readonly<Record<string, string>> {
  return {
    CONNECTIONS: String(plan.connections),
    THREADS: String(plan.threads),
    WARMUP_SECONDS: String(seconds(plan.warmup)),
    DURATION_SECONDS: String(seconds(plan.duration)),
  };
}

/** For pulling the image, starting, and writing the result. */
const SLACK: Duration = "2 min";

/** When a Job is ended, counted from its start. */
export function deadline(plan: Plan): Duration {
  const parts = [plan.warmup, plan.duration, SLACK].map((part) => duration.parse(part));
  return duration.render(parts.reduce((sum, part) => sum + part, 0));
}
