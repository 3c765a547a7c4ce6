import { z } from "zod";

const count = z.number().int().nonnegative();
const amount = z.number().nonnegative();

/** A value that the load generator may have been unable to learn; then it says why. */
function known<T extends z.ZodRawShape>(shape: T) {
  return z.discriminatedUnion("known", [
    z.object({ known: z.literal(true), ...shape }),
    z.object({ known: z.literal(false), reason: z.string().min(1) }),
  ]);
}

/** What services/loadgen prints. Unknown fields are left alone, so that a newer one can be read. */
export const rawResultSchema = z.object({
  schema: z.literal("tare-result/1"),
  subject: z.object({ name: z.string().min(1), image: z.string() }),
  target: z.object({
    url: z.string(),
    answer: z.object({ wireBytes: count, bodyBytes: count }),
  }),
  plan: z.object({
    connections: count.min(1),
    threads: count.min(1),
    warmupSeconds: count,
    durationSeconds: count.min(1),
  }),
  window: z.object({ startSeconds: amount, endSeconds: amount }),
  wrk: z.object({
    requests: count,
    durationMicros: count,
    bytes: count,
    errors: z.object({
      connect: count,
      read: count,
      write: count,
      status: count,
      timeout: count,
    }),
    latencyMicros: z.object({
      mean: amount,
      stdev: amount,
      min: amount,
      max: amount,
      p50: amount,
      p75: amount,
      p90: amount,
      p99: amount,
      p999: amount,
    }),
    text: z.string(),
  }),
  generator: z.object({
    userSeconds: amount,
    systemSeconds: amount,
    wallSeconds: z.number().positive(),
    allowedCores: amount,
    quotaCores: amount.nullable(),
    usableCores: z.number().positive(),
    utilisation: amount,
  }),
  subjectUse: z.object({
    cpu: known({ cores: amount, overSeconds: amount, readings: count }),
    memory: known({ workingSetBytes: amount }),
  }),
  machine: z.object({
    kernel: z.string().nullable(),
    cpuModel: z.string().nullable(),
    cores: count.nullable(),
    memoryBytes: count.nullable(),
    cgroup: z.union([z.literal(1), z.literal(2)]),
    busyCores: amount.nullable(),
    irqCores: amount.nullable().default(null),
    stealShare: amount.nullable(),
  }),
});

/** One measurement, as the load generator saw it. */
export type RawResult = z.infer<typeof rawResultSchema>;
