import { type Memory, memory } from "../../config/memory";
import type { TuningArgs } from "./arguments";
import { deriveBacklog } from "./backlog";
import type { Derived, OrDerived } from "./derived";
import { deriveHeap } from "./heap";
import { deriveKeepalive, IDLE_TIMEOUT, type Keepalive } from "./keepalive";
import { derivePool, type PoolArgs } from "./pool";
import { type Runtime, RUNTIMES } from "./runtime";
import { deriveStack } from "./stack";
import { deriveThreads } from "./threads";

/** Every setting of a server as it is best for its limits, or as the arguments override it. */
export interface Settings {
  readonly threads: Derived<number>;
  /** Bytes. */
  readonly stack: Derived<number>;
  /** Bytes; absent where the runtime has no heap to cap. */
  readonly heap?: Derived<number>;
  readonly pool: Derived<number>;
  readonly backlog: Derived<number>;
  readonly keepalive: Derived<Keepalive>;
}

/**
 * @param args Whose amounts are known to be within their bounds.
 * @param pods The most there are at a time, one of a rollout included.
 */
export function settingsOf(args: TuningArgs, pods: number): Settings {
  const { cpu, tcp = {} } = args;
  const runtime: Runtime = RUNTIMES[args.runtime ?? "native"];
  const limit = memory.parse(args.memory.limit);
  const { stack, heap } = args.memory;

  const threads = overridden(
    "cpu.threads",
    cpu.threads,
    COUNT,
    deriveThreads(cpu.cores, limit, runtime),
  );
  return {
    threads,
    stack: overridden("memory.stack", stack, BYTES, deriveStack(limit, threads.value, runtime)),
    ...(runtime.heap && {
      heap: overridden("memory.heap", heap, BYTES, deriveHeap(limit, threads.value)),
    }),
    pool: poolOf(limit, pods, args.pool ?? { mode: "derived" }),
    backlog: overridden("tcp.backlog", tcp.backlog, COUNT, deriveBacklog(limit)),
    keepalive: overridden(
      "tcp.keepalive",
      tcp.keepalive,
      KEEPALIVE,
      deriveKeepalive(tcp.idleTimeout ?? IDLE_TIMEOUT),
    ),
  };
}

function poolOf(limit: number, pods: number, args: PoolArgs): Derived<number> {
  if (args.mode === "derived") return derivePool(limit, pods, args);
  return given("pool", "pool.size", args.size, `${args.size} connections`);
}

/** How an argument is read, and how its value is shown. */
interface Form<Argument, Value> {
  readonly parse: (argument: Argument) => Value;
  readonly render: (value: Value) => string;
}

const COUNT: Form<number, number> = { parse: (count) => count, render: String };
const BYTES: Form<Memory, number> = { parse: memory.parse, render: memory.render };
const KEEPALIVE: Form<Keepalive, Keepalive> = {
  parse: (keepalive) => keepalive,
  render: ({ idle, interval, count }) => `${count} probes, ${interval} apart, after ${idle}`,
};

/** The argument where there is one, else what is derived. */
function overridden<Argument, Value>(
  path: string,
  argument: OrDerived<Argument> | undefined,
  { parse, render }: Form<Argument, Value>,
  derived: Derived<Value>,
): Derived<Value> {
  if (argument === undefined || argument === "derived") return derived;
  // TypeScript does not know that an argument is never the word itself.
  const value = parse(argument);
  return given(derived.name, path, value, render(value));
}

function given<Value>(name: string, path: string, value: Value, text: string): Derived<Value> {
  return { name, value, text, formula: "given", source: `the argument '${path}'` };
}
