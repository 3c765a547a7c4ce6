import { z } from "zod";

export const count = z.number().int().nonnegative();
export const amount = z.number().nonnegative();
export const text = z.string().min(1);
const byArm = <T extends z.ZodType>(value: T) => z.record(text, value.nullable());

const planSchema = z.object({
  connections: count.min(1),
  threads: count.min(1),
  seed: z.number().int(),
  settleMillis: amount,
  warmupSeconds: amount,
  peak: z.object({ blocks: count, sliceMillis: amount }),
  cost: z.object({ blocks: count, sliceMillis: amount, rate: amount }),
  latency: z.object({
    /** None in results of one long slice an arm, which have no pairs. */
    blocks: count.default(0),
    sliceMillis: amount.default(0),
    load: amount,
    /** Whose peak the load is a share of. */
    peak: z.enum(["own", "yardstick"]).default("own"),
  }),
  article: z.object({ seconds: amount }),
});

/** The first requests: whether each arm answers as the contract says. */
export const checkSchema = z.object({
  arm: text,
  path: z.string(),
  ok: z.boolean(),
  status: count.nullable(),
  bodyBytes: count.nullable(),
  wireBytes: count.nullable(),
  reason: z.string().nullable(),
});

/** What an arm's cgroup counted in the measured window. */
const useSchema = z.object({
  cpuSeconds: amount,
  periods: count,
  throttledPeriods: count,
  throttledSeconds: amount,
  workingSetBytes: amount,
});

const percentiles = { mean: amount, min: amount, max: amount, p50: amount, p90: amount };

/** CPU time of every task of the node, counted exactly by cgroups; null or absent where nodeprobe could not tell. */
const taskSeconds = amount.nullish();

export const sliceSchema = z.object({
  phase: z.enum(["peak", "cost", "latency"]),
  block: count,
  arm: text,
  loop: z.enum(["closed", "open"]),
  connections: count.min(1),
  rate: amount.nullable(),
  pinned: z.boolean(),
  seconds: z.number().positive(),
  requests: count,
  planned: count.nullable(),
  errors: z.object({ connect: count, read: count, status: count, body: count, timeout: count }),
  wireBytes: count,
  /** Null when nothing was answered. */
  latencyMicros: z.object({ ...percentiles, p99: amount, p999: amount }).nullable(),
  histogram: z.string().nullable(),
  served: z.object({ fewest: count, most: count }),
  generator: z.object({
    cpuSeconds: amount,
    /** Ready and without a core; null or absent where the kernel or an older generator does not tell. */
    waitSeconds: amount.nullish(),
    usableCores: z.number().positive(),
    throttledSeconds: amount,
  }),
  subject: z.union([useSchema, z.object({ reason: text })]),
  idleCpuSeconds: amount.nullable(),
  machine: z.object({
    cores: count.min(1),
    busySeconds: amount,
    irqSeconds: amount,
    stealSeconds: amount,
    taskSeconds,
  }),
});

const articleSchema = z.object({
  arm: text,
  requests: count,
  durationMicros: z.number().positive(),
  bytes: count,
  errors: z.object({ connect: count, read: count, write: count, status: count, timeout: count }),
  latencyMicros: z.object({
    ...percentiles,
    stdev: amount,
    p75: amount,
    p99: amount,
    p999: amount,
  }),
  text: z.string(),
});

export const machineSchema = z.object({
  kernel: z.string().nullable(),
  cpuModel: z.string().nullable(),
  cores: count.nullable(),
  memoryBytes: count.nullable(),
  cgroup: z.union([z.literal(1), z.literal(2)]).nullable(),
});

/** The machine's own load: all cores together, nobody measured, no load. */
export const baselineSchema = z.object({
  seconds: z.number().positive(),
  busySeconds: amount,
  irqSeconds: amount,
  taskSeconds,
});

const armSchema = z.object({
  name: text,
  image: z.string(),
  settings: z.record(z.string(), z.string()),
  /** What it calls outside of its pod. */
  calls: z.array(z.string()).default([]),
});

/**
 * What a session prints: the yardstick and one subject, measured in turns. Seconds and bytes unless
 * a name says otherwise. Unknown fields are left alone, so that a newer one can be read.
 */
export const rawResultSchema = z.object({
  schema: z.literal("tare-result/2"),
  experiment: text,
  subject: text,
  /** Since 1970. */
  startedSeconds: amount,
  /** The yardstick, then the subject. */
  arms: z.tuple([armSchema, armSchema]),
  plan: planSchema,
  verify: z.array(checkSchema),
  /** What nodeprobe read back of each arm; null when it was not read. */
  effective: byArm(z.unknown()),
  idle: byArm(z.object({ workingSetBytes: amount })),
  baseline: baselineSchema,
  slices: z.array(sliceSchema),
  /** wrk on the subject, as the article did it; null when the plan has none of it. */
  article: articleSchema.nullable(),
  /** Arms whose first process is another one at the end than at the start. */
  restarted: z.array(text),
  machine: machineSchema,
});

export type RawResult = z.infer<typeof rawResultSchema>;
export type RawSlice = RawResult["slices"][number];
export type Phase = RawSlice["phase"];
/** What the cgroup of an arm counted. */
export type Use = z.infer<typeof useSchema>;

/** The counters of a slice, or `undefined` when they could not be read. */
export function useOf({ subject }: RawSlice): Use | undefined {
  return "reason" in subject ? undefined : subject;
}
