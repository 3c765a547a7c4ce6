import { type Memory, memory } from "../../config/memory";
import type { Derived } from "./derived";
import { SHARES, SHARES_SOURCE } from "./shares";

/** net.core.somaxconn of a new network namespace since Linux 5.4: the kernel cuts what is above. */
export const SOMAXCONN = 4096;

/** What the contract of the servers takes as BACKLOG. */
export const BACKLOG_BOUNDS = { min: 1, max: 65_535 } as const;

/** A page: the socket takes 2,368 bytes (Linux 6.18, /proc/slabinfo), a small request the rest. */
export const QUEUED_CONNECTION: Memory = "4 KiB";

/**
 * As long a queue as the kernel grants without a sysctl: a burst that finds it full waits a second
 * and more for its next SYN. Shorter only where the connections in it would take too much memory.
 *
 * @param limit Of memory, in bytes.
 */
export function deriveBacklog(limit: number): Derived<number> {
  const room = Math.floor((limit * SHARES.queue) / memory.parse(QUEUED_CONNECTION));
  const value = Math.max(BACKLOG_BOUNDS.min, Math.min(SOMAXCONN, room));
  return {
    name: "backlog",
    value,
    text: `${value} connections`,
    formula: `min(${SOMAXCONN}, ⌊${memory.render(limit)} / 16 / ${QUEUED_CONNECTION}⌋)`,
    source: `net.core.somaxconn of Linux 5.4 and later is ${SOMAXCONN}; ${SHARES_SOURCE}`,
  };
}
