/**
 * How a memory limit is divided: what is derived takes at most 15 sixteenths of it, and the last is
 * left for code and buffers. Without a heap that can be capped its share is the server's own.
 */
export const SHARES = {
  /** Node's manual gives 1,536 MiB of 2 GiB. */
  heap: 12 / 16,
  /** Stacks of all threads together. */
  stacks: 1 / 16,
  /** Connections to others that are kept open. */
  pool: 1 / 16,
  /** Connections that wait to be accepted. */
  queue: 1 / 16,
} as const;

/** For the source of a derived value. */
export const SHARES_SOURCE =
  "the limit is divided in sixteenths: heap 12, stacks 1, pool 1, queue 1, the rest 1";
