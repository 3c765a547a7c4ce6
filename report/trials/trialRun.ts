import { z } from "zod";
import { loadSchema } from "./load";
import { scalingSchema } from "./scaling";
import { timelineSchema } from "./timeline";

const trialSchema = z.object({
  kind: z.enum(["rollout", "evictions", "loss", "step", "default-step", "steady", "memory"]),
  /** Among those of its kind, from 1. */
  number: z.number().int().positive(),
  /** ISO 8601. */
  startedAt: z.string(),
  /** Load before the measured window, in seconds. */
  settleSeconds: z.number().nonnegative(),
  /** What the load found. */
  load: loadSchema.optional(),
  /** What was found by the loads that took over from it, one after another. */
  more: z.array(loadSchema).optional(),
  /** What was found by the load that was added to it. */
  added: loadSchema.optional(),
  /** What the autoscaler aimed at for this trial, in percent of the memory that a pod requests. */
  memoryTarget: z.number().positive().optional(),
  /** How the cluster scales the service, where that is what is tried. */
  scaling: scalingSchema.optional(),
  /** Why there is no load, or not all was seen, as a sentence. */
  missing: z.string().optional(),
  timeline: timelineSchema,
});

const count = z.number().int().nonnegative();
const seconds = z.number().nonnegative();

export const trialPlanSchema = z.object({
  name: z.string(),
  rollouts: count,
  evictions: count,
  /** How long the database is away. */
  lossSeconds: z.number().positive(),
  /** Steps of the load, under the autoscaler's own behaviour and under Kubernetes' default. */
  steps: count.default(0),
  defaultSteps: count.default(0),
  /**
   * Load before a step, for the autoscaler's figures to be of that load alone: two readings by the
   * kubelet, a fetch and a look. And how long the load stays after it.
   */
  leadSeconds: seconds.default(0),
  stepSeconds: seconds.default(0),
  /** Load that holds the autoscaler's target. 0: not tried. */
  steadySeconds: seconds.default(0),
  /** Load that takes memory. 0: not tried. */
  memorySeconds: seconds.default(0),
  /** Whether the way back to the fewest pods is watched. */
  wayBack: z.boolean().default(false),
  /** Requests a second. */
  rate: z.number().positive(),
});

/** The trials of one service, as trials.json holds them: raw, and all that is needed to judge them. */
export const trialRunSchema = z.object({
  /** Raised whenever a field changes its meaning or goes away. */
  schema: z.literal("tare-trials/1"),
  id: z.string().regex(/^[a-z0-9-]+$/),
  caseStudy: z.string(),
  service: z.string(),
  /** Of the service, by digest: trials of another image are other trials. */
  image: z.string(),
  plan: trialPlanSchema,
  startedAt: z.string(),
  finishedAt: z.string().optional(),
  trials: z.array(trialSchema),
});

export type Trial = z.infer<typeof trialSchema>;
export type TrialPlan = z.infer<typeof trialPlanSchema>;
export type TrialRun = z.infer<typeof trialRunSchema>;
