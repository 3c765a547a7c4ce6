import { seconds } from "../../config/duration";
import type { TuningArgs } from "./arguments";
import { SOMAXCONN } from "./backlog";
import { type Runtime, RUNTIMES } from "./runtime";
import type { Settings } from "./settings";

export interface NameValue {
  readonly name: string;
  readonly value: string;
}

/** How one setting reaches the container. */
export interface Told {
  readonly variables: readonly NameValue[];
  /** Of the pod, all of them namespaced. */
  readonly sysctls: readonly NameValue[];
}

/** Only what the arguments ask for: an untold setting is the server's own, whatever is derived. */
export function tell(args: TuningArgs, settings: Settings): Partial<Record<keyof Settings, Told>> {
  const { cpu, memory, tcp, pool } = args;
  const { threads, stack, heap, backlog } = settings;
  return {
    ...(cpu.threads !== undefined && { threads: variable("WORKERS", threads.value) }),
    ...(memory.stack !== undefined && { stack: variable("STACK_KIB", stack.value / 1024) }),
    ...(memory.heap !== undefined && heap && { heap: heapOption(heap.value) }),
    ...(pool !== undefined && { pool: variable("POOL_SIZE", settings.pool.value) }),
    ...(tcp?.backlog !== undefined && { backlog: queue(backlog.value) }),
    ...(tcp?.keepalive !== undefined && { keepalive: keepalive(args, settings) }),
  };
}

/** Every variable that a setting may be told by: none of them may stand in `env`. */
export const TOLD_VARIABLES: readonly string[] = [
  ...["WORKERS", "STACK_KIB", "NODE_OPTIONS", "POOL_SIZE", "BACKLOG"],
  ...["KEEPALIVE_IDLE", "KEEPALIVE_INTERVAL", "KEEPALIVE_COUNT"],
];

function variable(name: string, value: number): Told {
  return { variables: [{ name, value: String(value) }], sysctls: [] };
}

function heapOption(bytes: number): Told {
  const value = `--max-old-space-size=${bytes / 1024 ** 2}`;
  return { variables: [{ name: "NODE_OPTIONS", value }], sysctls: [] };
}

/** Up to 4096 the kernel grants it by itself. */
function queue(connections: number): Told {
  const { variables } = variable("BACKLOG", connections);
  const somaxconn = { name: "net.core.somaxconn", value: String(connections) };
  return { variables, sysctls: connections > SOMAXCONN ? [somaxconn] : [] };
}

/**
 * The sysctls hold for every socket of the pod that asks for keepalive at all; the variables have the
 * server ask for it.
 */
function keepalive({ runtime = "native" }: TuningArgs, { keepalive: { value } }: Settings): Told {
  const told: Runtime["keepalive"] = RUNTIMES[runtime].keepalive;
  const parts = [
    { part: "idle", sysctl: "time", value: seconds(value.idle) },
    { part: "interval", sysctl: "intvl", value: seconds(value.interval) },
    { part: "count", sysctl: "probes", value: value.count },
  ] as const;
  return {
    variables: parts
      .filter(({ part }) => told.includes(part))
      .map((one) => ({ name: `KEEPALIVE_${one.part.toUpperCase()}`, value: String(one.value) })),
    sysctls: parts.map((one) => ({
      name: `net.ipv4.tcp_keepalive_${one.sysctl}`,
      value: String(one.value),
    })),
  };
}
