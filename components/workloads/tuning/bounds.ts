import { cpu } from "../../config/cpu";
import { duration } from "../../config/duration";
import { memory } from "../../config/memory";
import type { Problem } from "../../config/problems";
import { amountProblems, problemIf, wholeNumberProblems } from "../argumentProblems";
import type { MemoryArgs, TcpArgs, TuningArgs } from "./arguments";
import { BACKLOG_BOUNDS } from "./backlog";
import type { OrDerived } from "./derived";
import { IDLE_TIMEOUT_BOUNDS, KEEPALIVE_BOUNDS } from "./keepalive";
import { POOL_BOUNDS, type PoolArgs } from "./pool";
import { RUNTIMES } from "./runtime";
import { STACK_BOUNDS } from "./stack";
import { MOST_THREADS } from "./threads";

/** The least share of a core that the kernel's quota can grant; the most that any node has. */
const CORES = { min: 0.01, max: 256 };
const MOST_MEMORY = "1024 GiB";
const MOST_PEER_CONNECTIONS = { min: 1, max: 262_143 };

/** Each argument by itself. Only where none is wrong can they be compared with one another. */
export function boundProblems(args: TuningArgs): Problem[] {
  const { runtime = "native" } = args;
  const known = Object.keys(RUNTIMES);
  const isKnown = known.includes(runtime);
  return [
    ...problemIf(!isKnown, "runtime", runtime, `must be one of ${known.join(", ")}`),
    ...cpuProblems(args.cpu),
    ...memoryProblems(args.memory, RUNTIMES[isKnown ? runtime : "native"].least),
    ...tcpProblems(args.tcp ?? {}),
    ...(args.pool ? poolProblems(args.pool) : []),
  ];
}

function cpuProblems(args: TuningArgs["cpu"]): Problem[] {
  const { cores, threads } = args;
  const steps = Math.round(cores * 1000);
  const fine = cores >= CORES.min && cores <= CORES.max && Math.abs(cores * 1000 - steps) < 1e-6;
  const sentence = `must be a number of cores from ${CORES.min} to ${CORES.max}, in steps of 0.001`;
  const request = "request" in args ? args.request : undefined;
  return [
    ...problemIf(typeof cores !== "number" || !fine, "cpu.cores", cores, sentence),
    ...amountProblems("cpu.request", request, cpu, { min: "0 mCPU", max: "256 CPU" }),
    ...wholeNumberProblems("cpu.threads", explicit(threads), { min: 1, max: MOST_THREADS }),
  ];
}

function memoryProblems(args: MemoryArgs, least: MemoryArgs["limit"]): Problem[] {
  const { limit, request } = args;
  const [stack, heap] = [explicit(args.stack), explicit(args.heap)];
  const parts = (text: string | undefined, size: number): boolean =>
    text !== undefined && (memory.tryParse(text) ?? 0) % size !== 0;
  const stacks = amountProblems("memory.stack", stack, memory, STACK_BOUNDS);
  const heaps = amountProblems("memory.heap", heap, memory, { min: "1 MiB", max: MOST_MEMORY });
  return [
    // Left out is as wrong as too little.
    ...amountProblems("memory.limit", limit ?? "", memory, { min: least, max: MOST_MEMORY }),
    ...amountProblems("memory.request", request, memory, { min: "0 B", max: MOST_MEMORY }),
    ...(stacks.length > 0
      ? stacks
      : problemIf(parts(stack, 1024), "memory.stack", stack, "must be in whole KiB")),
    ...(heaps.length > 0
      ? heaps
      : problemIf(parts(heap, 1024 ** 2), "memory.heap", heap, "must be in whole MiB")),
  ];
}

function tcpProblems({ keepalive, idleTimeout, backlog }: TcpArgs): Problem[] {
  const { idle, interval, count } = explicit(keepalive) ?? {};
  const { time } = KEEPALIVE_BOUNDS;
  const path = "tcp.keepalive";
  return [
    ...amountProblems("tcp.idleTimeout", idleTimeout, duration, IDLE_TIMEOUT_BOUNDS),
    ...amountProblems(`${path}.idle`, idle, duration, time),
    ...amountProblems(`${path}.interval`, interval, duration, time),
    ...wholeNumberProblems(`${path}.count`, count, KEEPALIVE_BOUNDS.count),
    ...wholeNumberProblems("tcp.backlog", explicit(backlog), BACKLOG_BOUNDS),
  ];
}

function poolProblems(pool: PoolArgs): Problem[] {
  const { maxConnections, reserved } = pool.peer ?? {};
  const most = MOST_PEER_CONNECTIONS;
  return [
    ...wholeNumberProblems("pool.peer.maxConnections", maxConnections, most),
    ...wholeNumberProblems("pool.peer.reserved", reserved, { min: 0, max: most.max }),
    ...(pool.mode === "derived"
      ? amountProblems("pool.perConnection", pool.perConnection, memory, {
          min: "4 KiB",
          max: "1 GiB",
        })
      : wholeNumberProblems("pool.size", pool.size ?? "", POOL_BOUNDS)),
  ];
}

function explicit<Given>(argument: OrDerived<Given> | undefined): Given | undefined {
  return argument === "derived" ? undefined : argument;
}
