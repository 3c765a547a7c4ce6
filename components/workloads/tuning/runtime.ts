import type { Memory } from "../../config/memory";

/** What runs in the container. */
export type RuntimeName = keyof typeof RUNTIMES;

/** What the arithmetic must know of it. */
export interface Runtime {
  /** What one thread or process that serves is called. */
  readonly worker: string;
  /** Least memory limit for each of them. */
  readonly least: Memory;
  readonly leastSource: string;
  /** Stack of a thread where nothing else is said; more is never derived. */
  readonly stack: Memory;
  readonly stackSource: string;
  /** Whether it has a heap whose size can be capped from outside. */
  readonly heap: boolean;
  /** The parts of TCP keepalive that it can set on its sockets; pod sysctls say the others. */
  readonly keepalive: readonly ("idle" | "interval" | "count")[];
}

export const RUNTIMES = {
  /** A compiled server: threads, and no collector. */
  native: {
    worker: "thread",
    least: "2 MiB",
    leastSource: "sixteen times the least stack of the contract, 128 KiB",
    stack: "2 MiB",
    stackSource: "Rust's default for threads, https://doc.rust-lang.org/std/thread/#stack-size",
    heap: false,
    keepalive: ["idle", "interval", "count"],
  },
  /** Node 20: a process for each worker, each with a heap of its own. */
  node: {
    worker: "process",
    least: "128 MiB",
    // Measured with Node 20.20: of 4/16 that are not heap, 22 MiB go with a full one, 7 to the first
    // process.
    leastSource: "a process has 22 MiB beside its full heap, the one that starts them 7 (measured)",
    stack: "984 KiB",
    stackSource: "V8's default on 64 bits, `node --v8-options`, --stack-size",
    heap: true,
    // libuv sets 1 second and 10 probes itself and offers no option.
    keepalive: ["idle"],
  },
} as const satisfies Record<string, Runtime>;
