import { z } from "zod";

/** Milliseconds since the trial began. */
const at = z.number().nonnegative();
const name = z.string();

const podSchema = z.object({
  name,
  uid: z.string(),
  /** Whose it is: of the service under trial, or of the database that it depends on. */
  of: z.enum(["service", "database"]),
  ready: z.boolean(),
  /** It was told to go. */
  terminating: z.boolean(),
  /** Of its containers, all together. */
  restarts: z.number().int().nonnegative(),
});

/** What a trial does itself. */
const actSchema = z.enum([
  /** The pod of the load was sent to the cluster, and its process runs. */
  "load-sent",
  "load-runs",
  /** The same of each load that takes over from the one before it. */
  "more-sent",
  "more-runs",
  "rollout",
  "database-off",
  "database-on",
  /** The same of the load that is added to the first one. */
  "step-sent",
  "step-runs",
  /** All load has ended. */
  "load-gone",
]);

const count = z.number().int().nonnegative();
/** Of an autoscaler's target, on average over the pods: 1 is on target. */
const share = z.number().nonnegative().optional();

/** The autoscaler's status. A share that is absent is not known to it. */
const autoscalerSchema = z.object({
  /** Pods that it wants, and that it has found. */
  wanted: count,
  found: count,
  cpu: share,
  memory: share,
});

const observationSchema = z.discriminatedUnion("kind", [
  z.object({ at, kind: z.literal("act"), act: actSchema }),
  /** The state of a pod as the watch told it, in a message of this moment. */
  z.object({ at, kind: z.literal("pod"), pod: podSchema }),
  z.object({ at, kind: z.literal("gone"), uid: z.string() }),
  /** What a watch of the autoscaler told. */
  z.object({ at, kind: z.literal("autoscaler"), state: autoscalerSchema }),
  /** How many pods the Deployment was to have, as its watch told it. */
  z.object({ at, kind: z.literal("replicas"), wanted: count }),
  /** The eviction API was asked for a pod. Refused: the budget does not allow it now. */
  z.object({ at, kind: z.literal("eviction"), uid: z.string(), accepted: z.boolean() }),
  /** A question at a pod's own address; `at` is when it was asked. Without a status: no answer. */
  z.object({
    at,
    kind: z.literal("answer"),
    uid: z.string(),
    millis: z.number().nonnegative(),
    status: z.number().int().optional(),
    /** Whether it says when to come back. */
    retryAfter: z.boolean(),
  }),
]);

export type PodState = z.infer<typeof podSchema>;
export type AutoscalerState = z.infer<typeof autoscalerSchema>;
export type Act = z.infer<typeof actSchema>;
export type Observation = z.infer<typeof observationSchema>;

/** All that was seen in one trial, in the order in which it was seen. */
export const timelineSchema = z.array(observationSchema);
export type Timeline = readonly Observation[];

/** When the trial first did something; `undefined` if it never did. */
export function timeOf(act: Act, timeline: Timeline): number | undefined {
  return timesOf(act, timeline).at(0);
}

/** Each time that the trial did something. */
export function timesOf(act: Act, timeline: Timeline): number[] {
  return timeline.flatMap((one) => (one.kind === "act" && one.act === act ? [one.at] : []));
}

/** The pods as they are known right after one moment. */
export interface Moment {
  readonly at: number;
  readonly pods: readonly PodState[];
}

/** Every moment at which something about the pods of one owner was learnt. */
export function momentsOf(of: PodState["of"], timeline: Timeline): Moment[] {
  const pods = new Map<string, PodState>();
  const moments: Moment[] = [];
  for (const one of timeline) {
    if (one.kind === "pod" && one.pod.of === of) pods.set(one.pod.uid, one.pod);
    else if (one.kind === "gone" && pods.has(one.uid)) pods.delete(one.uid);
    else continue;
    moments.push({ at: one.at, pods: [...pods.values()] });
  }
  return moments;
}

/** The pods at one moment: what was last learnt until then. */
export function podsAt(time: number, moments: readonly Moment[]): readonly PodState[] {
  return moments.filter(({ at: moment }) => moment <= time).at(-1)?.pods ?? [];
}

/** Whether a Service sends requests to it. */
export function serves({ ready, terminating }: PodState): boolean {
  return ready && !terminating;
}
