import type { Load } from "../../../report/trials/load";
import type { Act, Observation, PodState } from "../../../report/trials/timeline";
import { type Trial, trialPlanSchema, type TrialRun } from "../../../report/trials/trialRun";

/** Seconds read better in a test than milliseconds. */
const at = (seconds: number): number => seconds * 1_000;

export function act(seconds: number, name: Act): Observation {
  return { at: at(seconds), kind: "act", act: name };
}

export function pod(seconds: number, uid: string, more: Partial<PodState> = {}): Observation {
  const state = { of: "service", ready: true, terminating: false, restarts: 0 } as const;
  return { at: at(seconds), kind: "pod", pod: { ...state, name: uid, uid, ...more } };
}

export function gone(seconds: number, uid: string): Observation {
  return { at: at(seconds), kind: "gone", uid };
}

export function eviction(seconds: number, uid: string, accepted: boolean): Observation {
  return { at: at(seconds), kind: "eviction", uid, accepted };
}

export function answer(
  seconds: number,
  more: { readonly millis?: number; readonly status?: number; readonly retryAfter?: boolean } = {},
): Observation {
  const good = { uid: "a", millis: 20, status: 503, retryAfter: true };
  return { at: at(seconds), kind: "answer", ...good, ...more };
}

export const NO_ERRORS: Load["errors"] = { connect: 0, read: 0, status: 0, body: 0, timeout: 0 };

/** @param errors what went wrong; the rest of the slots were answered */
export function load(seconds: number, errors: Partial<Load["errors"]> = {}): Load {
  const all = { ...NO_ERRORS, ...errors };
  const planned = seconds * 100;
  const bad = all.read + all.status + all.body + all.timeout;
  return {
    loop: "open",
    rate: 100,
    seconds,
    planned,
    requests: planned - bad,
    errors: all,
    firstError: bad + all.connect === 0 ? null : "the server closed the connection",
  };
}

export function trial(
  kind: Trial["kind"],
  timeline: readonly Observation[],
  more: Partial<Trial> = {},
): Trial {
  const startedAt = "2026-01-02T03:04:05.000Z";
  const facts = { kind, number: 1, startedAt, settleSeconds: 1, load: load(30) };
  return { ...facts, timeline: [...timeline], ...more };
}

/** Two pods, replaced one after the other; the last of the old ones goes at 14 s. */
export const ROLLOUT: readonly Observation[] = [
  pod(0, "a"),
  pod(0, "b"),
  act(0.5, "load-sent"),
  act(1, "load-runs"),
  act(2.5, "rollout"),
  pod(2.6, "c", { ready: false }),
  pod(5, "c"),
  pod(5.1, "a", { terminating: true }),
  pod(5.2, "d", { ready: false }),
  pod(8, "d"),
  pod(8.1, "b", { terminating: true }),
  gone(11, "a"),
  gone(14, "b"),
];

/** Two pods are evicted; the second one has to wait until the first is replaced. */
export const EVICTIONS: readonly Observation[] = [
  pod(0, "a"),
  pod(0, "b"),
  act(0.5, "load-sent"),
  act(1, "load-runs"),
  eviction(2.5, "a", true),
  pod(2.6, "a", { terminating: true }),
  pod(2.7, "c", { ready: false }),
  eviction(3, "b", false),
  eviction(3.5, "b", false),
  pod(5, "c"),
  eviction(5.5, "b", true),
  pod(5.6, "b", { terminating: true }),
  pod(9, "d"),
];

/** The database goes at 3 s, its pod is gone at 4 s; it is told to come back at 34 s and does at 37 s. */
export const LOSS: readonly Observation[] = [
  pod(0, "a"),
  pod(0, "b"),
  pod(0, "db", { of: "database" }),
  act(0.5, "load-sent"),
  act(1, "load-runs"),
  act(3, "database-off"),
  answer(3.5, { status: 200, retryAfter: false }),
  pod(3.6, "db", { of: "database", terminating: true }),
  gone(4, "db"),
  answer(5),
  answer(6, { millis: 1_700 }),
  pod(7, "a", { ready: false }),
  pod(8, "b", { ready: false }),
  answer(20),
  act(34, "database-on"),
  pod(35, "db2", { of: "database", ready: false }),
  pod(37, "db2", { of: "database" }),
  pod(38, "a"),
  pod(39, "b"),
];

/** Without scaling, as the first version of trials had it. */
export const PLAN = trialPlanSchema.parse({
  ...{ name: "short", rollouts: 1, evictions: 2, lossSeconds: 30, rate: 100 },
});

export function sampleTrials(more: Partial<TrialRun> = {}): TrialRun {
  return {
    schema: "tare-trials/1",
    id: "20260102-030405",
    caseStudy: "ecommerce",
    service: "shop",
    image: "localhost:5001/tare/shop@sha256:aa",
    plan: PLAN,
    startedAt: "2026-01-02T03:04:05.000Z",
    trials: [
      trial("rollout", ROLLOUT),
      trial("evictions", EVICTIONS),
      trial("loss", LOSS, { load: load(60, { status: 900 }) }),
    ],
    ...more,
  };
}
