import { z } from "zod";
import { loadSchema } from "./load";
import { timelineSchema } from "./timeline";

const trialSchema = z.object({
  kind: z.enum(["rollout", "evictions", "loss"]),
  /** Among those of its kind, from 1. */
  number: z.number().int().positive(),
  /** ISO 8601. */
  startedAt: z.string(),
  /** Load before the measured window, in seconds. */
  settleSeconds: z.number().nonnegative(),
  /** What the load found. */
  load: loadSchema.optional(),
  /** Why there is no load, or not all was seen, as a sentence. */
  missing: z.string().optional(),
  timeline: timelineSchema,
});

export const trialPlanSchema = z.object({
  name: z.string(),
  rollouts: z.number().int().nonnegative(),
  evictions: z.number().int().nonnegative(),
  /** How long the database is away. */
  lossSeconds: z.number().positive(),
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
