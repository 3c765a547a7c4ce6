import { seconds } from "../../config/duration";
import { memory } from "../../config/memory";
import type { Problem } from "../../config/problems";
import { problemIf } from "../argumentProblems";
import { requestProblems } from "../requestProblems";
import type { TuningArgs } from "./arguments";
import { QUEUED_CONNECTION, SOMAXCONN } from "./backlog";
import { IDLE_TIMEOUT } from "./keepalive";
import { peerShare, PER_CONNECTION } from "./pool";
import { type Runtime, RUNTIMES } from "./runtime";
import type { Settings } from "./settings";

/** What the pod around the container decides. */
export interface Surroundings {
  /** Level of Pod Security that its namespace enforces. */
  readonly podSecurity: "restricted" | "privileged";
  /** Whether another container is put beside it. */
  readonly sidecar: boolean;
  /** The most pods there are at a time. */
  readonly pods: number;
}

/** Arguments that are good by themselves and cannot be had together. */
export function tuningContradictions(
  args: TuningArgs,
  settings: Settings,
  surroundings: Surroundings,
): Problem[] {
  return [
    ...exclusiveProblems(args, surroundings),
    ...requestProblems(args),
    ...threadProblems(args),
    ...heapProblems(args),
    ...sumProblems(args, settings),
    ...poolProblems(args, settings, surroundings),
    ...backlogProblems(args, surroundings),
    ...keepaliveProblems(args, settings),
  ];
}

function exclusiveProblems(args: TuningArgs, { sidecar }: Surroundings): Problem[] {
  const { exclusive, cores } = args.cpu;
  if (exclusive !== true) return [];
  const { limit, request = limit } = args.memory;
  const asked = "request" in args.cpu ? args.cpu.request : undefined;
  const all = "exclusive cores go to a pod that asks for all it is limited to";
  return [
    ...problemIf(
      !Number.isInteger(cores),
      "cpu.cores",
      cores,
      "must be a whole number beside 'cpu.exclusive': nobody owns a part of a core",
    ),
    ...problemIf(
      asked !== undefined,
      "cpu.request",
      asked,
      `must be left out beside 'cpu.exclusive': ${all}`,
    ),
    ...problemIf(
      memory.parse(request) !== memory.parse(limit),
      "memory.request",
      request,
      `must be 'memory.limit' (${limit}), or left out, beside 'cpu.exclusive': ${all}`,
    ),
    ...problemIf(
      sidecar,
      "sidecar",
      true,
      `must be false beside 'cpu.exclusive': ${all}, and a container put beside it does not`,
    ),
  ];
}

function threadProblems({ runtime = "native", cpu: { threads }, memory: { limit } }: TuningArgs) {
  const { least, worker }: Runtime = RUNTIMES[runtime];
  const most = Math.floor(memory.parse(limit) / memory.parse(least));
  return problemIf(
    typeof threads === "number" && threads > most,
    "cpu.threads",
    threads,
    `must be at most ${most}: each ${worker} takes ${least} of 'memory.limit' (${limit})`,
  );
}

function heapProblems({ runtime = "native", memory: { heap } }: TuningArgs): Problem[] {
  const sentence = `must be left out for the runtime ${runtime}, which has no heap to cap`;
  return problemIf(heap !== undefined && !RUNTIMES[runtime].heap, "memory.heap", heap, sentence);
}

/** Derived values are within the limit by their arithmetic; what overrides them may not be. */
function sumProblems(args: TuningArgs, settings: Settings): Problem[] {
  const { limit, stack, heap } = args.memory;
  const { threads, pool, backlog } = settings;
  const perConnection =
    (args.pool?.mode === "derived" ? args.pool.perConnection : undefined) ?? PER_CONNECTION;
  const parts = [
    heap === undefined ? 0 : (settings.heap?.value ?? 0) * threads.value,
    stack === undefined ? 0 : settings.stack.value * threads.value,
    args.pool === undefined ? 0 : pool.value * memory.parse(perConnection),
    args.tcp?.backlog === undefined ? 0 : backlog.value * memory.parse(QUEUED_CONNECTION),
  ];
  const sum = parts.reduce((total, part) => total + part, 0);
  const [inHeap = 0, inStacks = 0, inPool = 0, inQueue = 0] = parts.map((part) =>
    Math.ceil(part / 1024 ** 2),
  );
  const needs = `heap ${inHeap}, stacks ${inStacks}, pool ${inPool}, queue ${inQueue} MiB`;
  return problemIf(
    sum > memory.parse(limit),
    "memory.limit",
    limit,
    `must be at least what is told to the server (${needs}): raise it, or ask for less`,
  );
}

function poolProblems(args: TuningArgs, settings: Settings, { pods }: Surroundings): Problem[] {
  if (args.pool === undefined) return [];
  const { pool, threads } = settings;
  const share = peerShare(args.pool.peer, pods);
  const path = args.pool.mode === "fixed" ? "pool.size" : "pool";
  const tooMany = pool.value > share;
  const tooFew = pool.value < threads.value || pool.value < 1;
  return [
    ...problemIf(
      tooMany,
      path,
      pool.value,
      `must be at most ${share}, the share of one of ${pods} pods in what the peer takes: ` +
        "raise 'pool.peer.maxConnections' or have fewer pods",
    ),
    ...problemIf(
      tooFew && !tooMany,
      path,
      pool.value,
      `must be at least ${threads.value}, one for each thread: have fewer threads or pods, ` +
        "or raise 'memory.limit' or 'pool.peer.maxConnections'",
    ),
  ];
}

function backlogProblems({ tcp }: TuningArgs, { podSecurity }: Surroundings): Problem[] {
  const backlog = tcp?.backlog;
  return problemIf(
    typeof backlog === "number" && backlog > SOMAXCONN && podSecurity === "restricted",
    "tcp.backlog",
    backlog,
    `must be at most ${SOMAXCONN} in a restricted namespace: more takes the sysctl ` +
      "net.core.somaxconn, which Pod Security refuses there",
  );
}

function keepaliveProblems({ tcp }: TuningArgs, { keepalive }: Settings): Problem[] {
  if (tcp?.keepalive === undefined || tcp.keepalive === "derived") return [];
  const { idle } = keepalive.value;
  const { idleTimeout = IDLE_TIMEOUT } = tcp;
  return problemIf(
    seconds(idle) >= seconds(idleTimeout),
    "tcp.keepalive.idle",
    idle,
    `must be less than 'tcp.idleTimeout' (${idleTimeout}), after which something on the way ` +
      "forgets the connection",
  );
}
