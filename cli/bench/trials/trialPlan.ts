import { type MeasuringPlan } from "../../../components/benchmark/plan";
import { type TrialPlan } from "../../../report/trials/trialRun";

/**
 * `full` makes as many as the shop's promises are about, `standard` what half an hour shows of them.
 * Nothing that fails in N trials leaves, with 95 % confidence, up to 3/N of all trials that would: 20
 * say less than 15 %. `short` shows that trials work. A step's load stays longer than the longest
 * reaction that a local cluster's intervals predict, except in `short`; one that outlasts it is refused.
 */
const PLANS: Readonly<Record<MeasuringPlan, Omit<TrialPlan, "name" | "rate">>> = {
  short: {
    ...{ rollouts: 3, evictions: 3, lossSeconds: 30 },
    ...{
      steps: 1,
      defaultSteps: 0,
      leadSeconds: 15,
      stepSeconds: 60,
      steadySeconds: 0,
      memorySeconds: 0,
    },
    wayBack: false,
  },
  standard: {
    ...{ rollouts: 8, evictions: 8, lossSeconds: 60 },
    ...{
      steps: 3,
      defaultSteps: 1,
      leadSeconds: 45,
      stepSeconds: 85,
      steadySeconds: 300,
      memorySeconds: 90,
    },
    wayBack: false,
  },
  full: {
    ...{ rollouts: 20, evictions: 20, lossSeconds: 120 },
    ...{
      steps: 6,
      defaultSteps: 2,
      leadSeconds: 45,
      stepSeconds: 90,
      steadySeconds: 600,
      memorySeconds: 120,
    },
    wayBack: true,
  },
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
 * drain to go. Where that takes longer, further loads take over.
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

/** By how many times a step raises the load. */
export const STEP_TIMES = 5;

/** Up to this share of the lead more, so that no phase of the autoscaler's looks is preferred. */
export const PHASES = 1 / 3;

/** Seconds of load for a step, on average. */
export function stepWindow({
  leadSeconds,
  stepSeconds,
}: Pick<TrialPlan, "leadSeconds" | "stepSeconds">): number {
  return leadSeconds * (1 + PHASES / 2) + stepSeconds;
}

/** Until the figures know nothing any more of the load before, and its pods are gone, in seconds. */
export const FORGET_SECONDS = 35;

/** Until the fewest pods are wanted again: 5 min of waiting, and a minute for each pod but one. */
export const WAY_BACK_SECONDS = { step: 580, "default-step": 340, memory: 400 } as const;
/** When nobody waits for that any more. */
export const LONGEST_WAY_BACK = 900;

/** Connections that are held open, and asked seldom enough for next to no CPU. */
export const MEMORY_LOAD = { connections: 6_000, rate: 100 } as const;
