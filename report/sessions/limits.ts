import { z } from "zod";
import type { Limits } from "./session";

/** The part of nodeprobe's reading that tells the limits of a container. */
const readingSchema = z.object({
  cpu: z.object({ quotaMicros: z.number().nullish(), periodMicros: z.number().positive() }),
  memory: z.object({ limitBytes: z.number().nullish() }),
});

/** Limits as nodeprobe read them back; none when it did not. */
export function limitsOf(effective: unknown): Limits {
  const parsed = readingSchema.safeParse(effective);
  if (!parsed.success) return {};
  const { cpu, memory } = parsed.data;
  return {
    ...(typeof cpu.quotaMicros !== "number" ? {} : { cpus: cpu.quotaMicros / cpu.periodMicros }),
    ...(typeof memory.limitBytes !== "number" ? {} : { memoryBytes: memory.limitBytes }),
  };
}
