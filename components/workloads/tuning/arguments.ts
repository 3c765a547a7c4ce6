import type { Cpu } from "../../config/cpu";
import type { Duration } from "../../config/duration";
import type { Memory } from "../../config/memory";
import type { OrDerived } from "./derived";
import type { Keepalive } from "./keepalive";
import type { PoolArgs } from "./pool";
import type { RuntimeName } from "./runtime";

/**
 * What a container may use, and how its server is set to it. A setting that is left out stays the
 * server's own; `"derived"` has it follow from the limits, and a value overrides that. A server that
 * cannot honour what it is told says so and does not start.
 */
export interface TuningArgs {
  /** What runs in the container: how much room it needs, and how it is told. @default "native" */
  readonly runtime?: RuntimeName;
  readonly cpu: CpuArgs;
  readonly memory: MemoryArgs;
  /** @default - as the server has it */
  readonly tcp?: TcpArgs;
  /** Connections kept open to what is called, told as POOL_SIZE. @default - as the server has it */
  readonly pool?: PoolArgs;
}

export type CpuArgs = SharedCpu | ExclusiveCpu;

/** Time on cores that others use too. */
export interface SharedCpu extends Threads {
  readonly exclusive?: false;
  /** What the container cannot exceed, in cores; may be a fraction, in steps of 0.001. */
  readonly cores: number;
  /** What the scheduler reserves. @default - the limit, as Kubernetes does */
  readonly request?: Cpu;
}

/**
 * Cores that nobody else gets: whole ones, for a pod whose requests are its limits (QoS class
 * Guaranteed), on a node whose kubelet runs the static CPU manager.
 */
export interface ExclusiveCpu extends Threads {
  readonly exclusive: true;
  /** A whole number. */
  readonly cores: number;
}

interface Threads {
  /** Threads or processes that serve, told as WORKERS. @default - as the server has it */
  readonly threads?: OrDerived<number>;
}

export interface MemoryArgs {
  /** Above it the kernel ends the container. */
  readonly limit: Memory;
  /** What the scheduler reserves. @default - the limit, as Kubernetes does */
  readonly request?: Memory;
  /** Of each thread, told as STACK_KIB, in whole KiB. @default - as the server has it */
  readonly stack?: OrDerived<Memory>;
  /** Cap of each process's heap, told to Node as NODE_OPTIONS, in whole MiB. @default - none */
  readonly heap?: OrDerived<Memory>;
}

export interface TcpArgs {
  /**
   * By the pod's own sysctls, and on its sockets as KEEPALIVE_* as far as the runtime can.
   *
   * @default - as the server has it
   */
  readonly keepalive?: OrDerived<Keepalive>;
  /** After which something on the way forgets a silent connection. @default "4 min" */
  readonly idleTimeout?: Duration;
  /**
   * Connections that may wait to be accepted, told as BACKLOG. Above 4096 it takes the sysctl
   * net.core.somaxconn, which no restricted namespace allows.
   *
   * @default - as the server has it
   */
  readonly backlog?: OrDerived<number>;
}
