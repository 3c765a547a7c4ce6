import { type Duration, duration } from "../../config/duration";
import type { Derived } from "./derived";

/** When a silent TCP connection is asked whether its peer is still there. */
export interface Keepalive {
  /** Silence before the first question, in whole seconds. */
  readonly idle: Duration;
  /** Time between two questions, in whole seconds. */
  readonly interval: Duration;
  /** Unanswered questions after which the connection is given up. */
  readonly count: number;
}

/** What the kernel and the contract of the servers take. */
export const KEEPALIVE_BOUNDS = {
  time: { min: "1 s", max: "32767 s" },
  count: { min: 1, max: 127 },
} as const;

/** The shortest default of three clouds: Azure 4 min, AWS (NLB) 350 s, Google 10 min. */
export const IDLE_TIMEOUT: Duration = "4 min";

/** At least a question a second and a second of silence more. */
export const IDLE_TIMEOUT_BOUNDS = { min: "20 s", max: "2 h" } as const;

/** Linux: net.ipv4.tcp_keepalive_probes. */
const COUNT = 9;

/**
 * The first question at half of the time after which something on the way forgets the connection,
 * so that it is never forgotten; and by its end a peer that is gone is known to be gone.
 */
export function deriveKeepalive(idleTimeout: Duration): Derived<Keepalive> {
  const all = Math.floor(duration.parse(idleTimeout) / 1000);
  const idle = Math.floor(all / 2);
  const interval = Math.floor((all - idle) / COUNT);
  return {
    name: "keepalive",
    value: { idle: `${idle} s`, interval: `${interval} s`, count: COUNT },
    text: `${COUNT} probes, ${interval} s apart, after ${idle} s`,
    formula: `idle = ${idleTimeout} / 2, interval = ⌊(${idleTimeout} − idle) / ${COUNT}⌋`,
    source:
      "4 min is the shortest default idle timeout of the large clouds (Azure Load Balancer); " +
      `${COUNT} probes are Linux's default (tcp(7))`,
  };
}
