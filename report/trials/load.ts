import { z } from "zod";

const count = z.number().int().nonnegative();

/** What `loadgen load` prints of an open loop; what else it prints stays in the raw file. */
export const loadSchema = z.looseObject({
  loop: z.literal("open"),
  rate: z.number().positive(),
  /** Open at one time. */
  connections: count.optional(),
  /** Of the measured window, which begins after the settling. */
  seconds: z.number().positive(),
  planned: count,
  /** Good answers. */
  requests: count,
  errors: z.object({ connect: count, read: count, status: count, body: count, timeout: count }),
  firstError: z.string().nullable(),
});

export type Load = z.infer<typeof loadSchema>;

/**
 * Requests that somebody would have seen fail. A connection that is refused counts too: the generator
 * tries it again and only then sends, a caller would not.
 */
export function failedRequests({ errors }: Load): number {
  const { connect, read, status, body, timeout } = errors;
  return connect + read + status + body + timeout;
}
