import { z } from "zod";

const seconds = z.number().positive();
const pods = z.number().int().nonnegative();

/** How fast the number of pods may grow. */
const growthSchema = z.object({
  /** Seconds for which more pods must have been wanted. */
  window: z.number().nonnegative(),
  /** In each period this number of pods more, */
  pods,
  /** or this share of them, whichever is more, */
  share: z.number().nonnegative(),
  /** or up to this number of pods, whatever was there. */
  reach: pods,
  period: seconds,
});

/** How a cluster scales a service: intervals in seconds, as they are configured. */
export const scalingSchema = z.object({
  fewest: pods,
  most: pods,
  /**
   * Between two readings of a container's counters by the kubelet: at least this, and at most twice
   * this, drawn anew each time (`--housekeeping-interval`; cAdvisor's `jitter_factor` is 1).
   */
  reading: seconds,
  /** Between two fetches of what was read, by metrics-server (`--metric-resolution`). */
  fetch: seconds,
  /** Between two looks of the autoscaler (`--horizontal-pod-autoscaler-sync-period`). */
  look: seconds,
  /** Those that the cluster told; the others are the documented defaults. */
  told: z.array(z.enum(["fetch", "look"])),
  growth: growthSchema,
});

export type Growth = z.infer<typeof growthSchema>;
export type Scaling = z.infer<typeof scalingSchema>;

/** How far the use may be from its target before the autoscaler does anything: Kubernetes' default. */
export const TOLERANCE = 0.1;

/** The most pods after one period more. */
export function grown(count: number, { pods: more, share, reach }: Growth): number {
  return Math.max(count + more, Math.ceil(count * (1 + share)), reach);
}
