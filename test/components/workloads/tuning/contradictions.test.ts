import type { TuningArgs } from "../../../../components/workloads/tuning/arguments";
import type { Surroundings } from "../../../../components/workloads/tuning/contradictions";
import { tuningProblems } from "../../../../components/workloads/tuning/tuningProblems";

const AROUND: Surroundings = { podSecurity: "restricted", sidecar: false, pods: 3 };
const GIB = { limit: "1 GiB" } as const;
const EXCLUSIVE = { exclusive: true, cores: 1 } as const;

const cases: [string, TuningArgs, Partial<Surroundings>, string, string][] = [
  [
    "exclusive cores are a fraction",
    { cpu: { exclusive: true, cores: 1.5 }, memory: GIB },
    {},
    "cpu.cores",
    "must be a whole number beside 'cpu.exclusive': nobody owns a part of a core",
  ],
  [
    "exclusive cores come with shared memory",
    { cpu: EXCLUSIVE, memory: { ...GIB, request: "64 MiB" } },
    {},
    "memory.request",
    "must be 'memory.limit' (1 GiB), or left out, beside 'cpu.exclusive': exclusive cores go to a " +
      "pod that asks for all it is limited to",
  ],
  [
    "exclusive cores come with a sidecar",
    { cpu: EXCLUSIVE, memory: GIB },
    { sidecar: true },
    "sidecar",
    "must be false beside 'cpu.exclusive': exclusive cores go to a pod that asks for all it is " +
      "limited to, and a container put beside it does not",
  ],
  [
    "a request is above its limit",
    { cpu: { cores: 1, request: "2 CPU" }, memory: GIB },
    {},
    "cpu.request",
    "must be at most 'cpu.cores' (1)",
  ],
  [
    "there is no room for the processes",
    { runtime: "node", cpu: { cores: 4, threads: 4 }, memory: { limit: "256 MiB" } },
    {},
    "cpu.threads",
    "must be at most 2: each process takes 128 MiB of 'memory.limit' (256 MiB)",
  ],
  [
    "a compiled server has its heap capped",
    { cpu: { cores: 1 }, memory: { ...GIB, heap: "derived" } },
    {},
    "memory.heap",
    "must be left out for the runtime native, which has no heap to cap",
  ],
  [
    "what is told comes to more than the limit",
    {
      runtime: "node",
      cpu: { cores: 2 },
      memory: { ...GIB, heap: "512 MiB" },
      tcp: { backlog: 256 },
    },
    {},
    "memory.limit",
    "must be at least what is told to the server (heap 1024, stacks 0, pool 0, queue 1 MiB): " +
      "raise it, or ask for less",
  ],
  [
    "all pods together ask for more than the peer takes",
    { cpu: { cores: 1 }, memory: GIB, pool: { mode: "fixed", size: 33 } },
    {},
    "pool.size",
    "must be at most 32, the share of one of 3 pods in what the peer takes: " +
      "raise 'pool.peer.maxConnections' or have fewer pods",
  ],
  [
    "a thread would have no connection",
    { cpu: { cores: 2 }, memory: GIB, pool: { mode: "fixed", size: 1 } },
    {},
    "pool.size",
    "must be at least 2, one for each thread: have fewer threads or pods, or raise " +
      "'memory.limit' or 'pool.peer.maxConnections'",
  ],
  [
    "the namespace refuses the backlog's sysctl",
    { cpu: { cores: 1 }, memory: GIB, tcp: { backlog: 4097 } },
    {},
    "tcp.backlog",
    "must be at most 4096 in a restricted namespace: more takes the sysctl net.core.somaxconn, " +
      "which Pod Security refuses there",
  ],
  [
    "keepalive asks too late",
    {
      cpu: { cores: 1 },
      memory: GIB,
      tcp: { keepalive: { idle: "4 min", interval: "1 s", count: 1 } },
    },
    {},
    "tcp.keepalive.idle",
    "must be less than 'tcp.idleTimeout' (4 min), after which something on the way forgets the " +
      "connection",
  ],
];

test.each(cases)("refuses, when %s", (_when, args, around, path, sentence) => {
  expect(tuningProblems(args, { ...AROUND, ...around })).toMatchObject([{ path, sentence }]);
});

test("allows any backlog, where the namespace allows any sysctl", () => {
  const args: TuningArgs = { cpu: { cores: 1 }, memory: GIB, tcp: { backlog: 65_535 } };

  expect(tuningProblems(args, { ...AROUND, podSecurity: "privileged" })).toEqual([]);
});
