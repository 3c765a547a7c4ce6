import { z } from "zod";
import {
  amount,
  baselineSchema,
  checkSchema,
  count,
  machineSchema,
  sliceSchema,
  text,
} from "../rawResult";

const sliceLength = z.object({ sliceMillis: amount });

const planSchema = z.object({
  connections: count.min(1),
  threads: count.min(1),
  seed: z.number().int(),
  settleMillis: amount,
  /** Each holds one pod of each variant. */
  blocks: count.min(1),
  cost: sliceLength.extend({ rate: z.number().positive() }),
  peak: sliceLength,
});

const variantSchema = z.object({
  name: text,
  image: z.string(),
  /** Cores that its spec asks for; 0 where it shares. */
  exclusiveCores: count,
});

/** What nodeprobe read back of a pod. */
const effectiveSchema = z.object({
  /** Cores that it may run on, as `0-1`. */
  cpus: text,
  cpu: z.object({ quotaMicros: z.number().nullish(), periodMicros: z.number().positive() }),
  memory: z.object({ limitBytes: z.number().nullish() }),
});

const podSchema = z.object({
  block: count,
  arm: text,
  /** From the order to create it until it was ready. */
  readySeconds: amount,
  /** Cores that the load was kept on. */
  generatorCpus: z.array(count),
  effective: z.union([effectiveSchema, z.object({ reason: text })]),
});

/** What a comparison of pod specs prints. Seconds and bytes unless a name says otherwise. */
export const rawPodSpecsSchema = z.object({
  schema: z.literal("tare-podspecs/1"),
  experiment: text,
  subject: text,
  /** Name of the server in all the pods. */
  server: text,
  /** Since 1970. */
  startedSeconds: amount,
  /** The first is the one that all others are compared with. */
  variants: z.array(variantSchema).min(2),
  plan: planSchema,
  verify: z.array(checkSchema),
  baseline: baselineSchema,
  pods: z.array(podSchema),
  /** The arm of a slice is its variant. */
  slices: z.array(sliceSchema),
  /** The variant for which the node has no room; nothing more was measured then. */
  unplaced: z.object({ arm: text, reason: text }).nullable(),
  machine: machineSchema,
});

export type RawPodSpecs = z.infer<typeof rawPodSpecsSchema>;
export type RawPod = RawPodSpecs["pods"][number];
export type RawVariant = RawPodSpecs["variants"][number];
export type Effective = z.infer<typeof effectiveSchema>;

/** What was read back of a pod, or `undefined` when it could not be read. */
export function effectiveOf({ effective }: RawPod): Effective | undefined {
  return "reason" in effective ? undefined : effective;
}
