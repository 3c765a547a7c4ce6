import type { Scaling } from "../../../report/trials/scaling";
import type { AutoscalerState, Observation } from "../../../report/trials/timeline";
import { type Trial, trialPlanSchema, type TrialRun } from "../../../report/trials/trialRun";
import { act, load, pod, PLAN, sampleTrials, trial } from "./sampleTrial";

export const SCALING: Scaling = {
  ...{ fewest: 2, most: 6, reading: 10, fetch: 15, look: 15, told: ["fetch", "look"] },
  growth: { window: 0, pods: 4, share: 1, reach: 0, period: 15 },
};

export function autoscaler(
  seconds: number,
  wanted: number,
  more: Partial<AutoscalerState> = {},
): Observation {
  const state = { wanted, found: wanted, memory: 0.6, ...more };
  return { at: seconds * 1_000, kind: "autoscaler", state };
}

/** What the Deployment was told. */
export function replicas(seconds: number, wanted: number): Observation {
  return { at: seconds * 1_000, kind: "replicas", wanted };
}

/** From 2 pods to 5: five times the load at 50 s, the last pod ready at 86 s, 2 wanted again at 500 s. */
export const STEP: readonly Observation[] = [
  pod(0, "a"),
  pod(0, "b"),
  pod(0, "db", { of: "database" }),
  autoscaler(0, 2, { cpu: 0.05 }),
  act(0.5, "load-sent"),
  act(1, "load-runs"),
  autoscaler(40, 2, { cpu: 0.45 }),
  act(50, "step-sent"),
  act(51, "step-runs"),
  autoscaler(66, 4, { cpu: 1.6, found: 2 }),
  pod(66.2, "c", { ready: false }),
  pod(66.3, "d", { ready: false }),
  pod(70, "c"),
  pod(71, "d"),
  autoscaler(81, 5, { cpu: 2.25, found: 4 }),
  pod(81.2, "e", { ready: false }),
  pod(86, "e"),
  autoscaler(96, 5, { cpu: 0.9 }),
];

export const WAY_BACK: readonly Observation[] = [
  act(140, "load-gone"),
  autoscaler(440, 4, { cpu: 0.05 }),
  autoscaler(470, 3, { cpu: 0.05 }),
  autoscaler(500, 2, { cpu: 0.05 }),
];

export function step(more: Partial<Trial> = {}, timeline = STEP): Trial {
  const facts = { scaling: SCALING, load: load(150), added: { ...load(85), rate: 400 } };
  return trial("step", timeline, { ...facts, ...more });
}

/** 4 minutes of a load that holds the target; 2 pods all the time. */
export const STEADY: readonly Observation[] = [
  pod(0, "a"),
  pod(0, "b"),
  autoscaler(0, 2, { cpu: 0.05 }),
  act(0.5, "load-sent"),
  act(1, "load-runs"),
  autoscaler(60, 2, { cpu: 0.7 }),
  autoscaler(90, 2, { cpu: 1.02 }),
  autoscaler(150, 2, { cpu: 0.96 }),
];

export function steady(timeline = STEADY, more: Partial<Trial> = {}): Trial {
  return trial("steady", timeline, { scaling: SCALING, load: load(240), ...more });
}

/** Memory brings a third pod at 40 s. */
export const MEMORY: readonly Observation[] = [
  pod(0, "a"),
  pod(0, "b"),
  autoscaler(0, 2, { cpu: 0.05 }),
  act(0.5, "load-sent"),
  act(1, "load-runs"),
  autoscaler(25, 2, { cpu: 0.4, memory: 1.05 }),
  autoscaler(40, 3, { cpu: 0.5, memory: 1.3, found: 2 }),
  pod(45, "c"),
  autoscaler(80, 3, { cpu: 1.4, memory: 0.9 }),
];

export function memory(timeline = MEMORY, more: Partial<Trial> = {}): Trial {
  const many = { ...load(90), connections: 6_000 };
  return trial("memory", timeline, { scaling: SCALING, load: many, ...more });
}

/** Every trial of scaling, one step of which could not be seen, after those of the operation. */
export function scalingTrials(): TrialRun {
  const plan = trialPlanSchema.parse({
    ...PLAN,
    ...{ steps: 2, defaultSteps: 1, stepSeconds: 85, steadySeconds: 240, memorySeconds: 90 },
  });
  const { trials } = sampleTrials();
  const scaling = [
    step(),
    step({ number: 2, missing: "the watch ended" }, []),
    { ...step(), kind: "default-step" as const },
    steady(),
    memory(),
  ];
  return sampleTrials({ plan, trials: [...trials, ...scaling] });
}
