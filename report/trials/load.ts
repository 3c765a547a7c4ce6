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

/** Failed requests by kind: no connection, one that was lost, another status or body, too late. */
export type Failures = Load["errors"];

/** What became of the requests of a load, or of several that belong together. */
export interface Requests {
  /** Those that were due in the measured windows. */
  readonly requests: number;
  readonly failed: number;
  /** Absent where none failed. */
  readonly failures?: Failures;
  /** The first that failed, in the generator's words. */
  readonly firstError?: string;
}

/**
 * Counts what somebody would have seen fail. A connection that is refused counts too: the generator
 * tries it again and only then sends, a caller would not.
 */
export function requestsOf(loads: readonly Load[]): Requests {
  const sum = (kind: keyof Failures): number =>
    loads.reduce((total, { errors }) => total + errors[kind], 0);
  const failures = {
    connect: sum("connect"),
    read: sum("read"),
    status: sum("status"),
    body: sum("body"),
    timeout: sum("timeout"),
  };
  const failed = Object.values(failures).reduce((total, one) => total + one, 0);
  const firstError = loads.flatMap((one) => one.firstError ?? []).at(0);
  return {
    requests: loads.reduce((total, { planned }) => total + planned, 0),
    failed,
    ...(failed > 0 && { failures, ...(firstError !== undefined && { firstError }) }),
  };
}
