import { type MeasuringPlan } from "../../../components/benchmark/plan";
import { type TrialPlan } from "../../../report/trials/trialRun";

/**
 * Nothing that fails in N trials leaves, with 95 % confidence, up to 3/N of all trials that would: 20
 * say less than 15 %. `short` shows that trials work.
 */
const PLANS: Readonly<Record<MeasuringPlan, Omit<TrialPlan, "name" | "rate">>> = {
  short: { rollouts: 3, evictions: 3, lossSeconds: 30 },
  standard: { rollouts: 8, evictions: 8, lossSeconds: 60 },
  full: { rollouts: 20, evictions: 20, lossSeconds: 120 },
};

/** Requests a second: a small part of what the service can answer, so that its pods stay as many. */
const RATE = 100;

export function trialPlan(name: MeasuringPlan): TrialPlan {
  return { name, ...PLANS[name], rate: RATE };
}

/** Load before anything is counted, in seconds. */
export const SETTLE_SECONDS = 1;

/**
 * Seconds of load for one rolling update of few pods. Each takes about 4 s to serve, and 5 s and its
 * drain to go. One that outlasts its load is refused, not counted.
 */
export const ROLLOUT_WINDOW = 25;

/** Seconds of load for so many evictions. */
export function evictionsWindow({ evictions }: TrialPlan): number {
  return 10 + evictions * 8;
}

/** Seconds of load for a loss. What the service needs to be whole again is watched without it. */
export function lossWindow({ lossSeconds }: TrialPlan): number {
  return lossSeconds + 5;
}

/** Until the database and the service are ready again, in seconds. */
export const RETURN_SECONDS = 15;

/** To make the pod of the load, to fetch what it found, to see everything at rest. */
const AROUND_SECONDS = 4;

export function trialSeconds(window: number): number {
  return window + SETTLE_SECONDS + AROUND_SECONDS;
}
