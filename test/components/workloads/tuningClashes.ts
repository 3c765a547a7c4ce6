import type { WebServiceArgs } from "../../../components/workloads/webServiceArgs";
import { type Clash, plain } from "./clash";

/** Of what the container may use, and how its server is set to it. */
export const TUNING_CLASHES: readonly Clash[] = [
  {
    when: "exclusive cores are a fraction",
    make: (args, n) => ({
      ...plain(args),
      cpu: { exclusive: true, cores: n + 0.5 > 256 ? 1.5 : n + 0.5 },
      memory: { limit: "1 GiB" },
    }),
    path: "cpu.cores",
  },
  {
    when: "exclusive cores are not all requested",
    make: (args) => {
      const cpu = { exclusive: true, cores: 1, request: "500 mCPU" } as unknown;
      return { ...plain(args), cpu: cpu as WebServiceArgs["cpu"], memory: { limit: "1 GiB" } };
    },
    path: "cpu.request",
  },
  {
    when: "exclusive cores come with shared memory",
    make: (args, n) => ({
      ...plain(args),
      cpu: { exclusive: true, cores: 1 },
      memory: { limit: "1 GiB", request: `${n} MiB` },
    }),
    path: "memory.request",
  },
  {
    when: "exclusive cores come with a sidecar",
    make: (args) => ({
      ...plain(args),
      cpu: { exclusive: true, cores: 1 },
      memory: { limit: "1 GiB" },
      sidecar: true,
    }),
    path: "sidecar",
  },
  {
    when: "more CPU is requested than there may be",
    make: (args, n) => ({ ...plain(args), cpu: { cores: 1, request: `${1000 + n} mCPU` } }),
    path: "cpu.request",
  },
  {
    when: "more memory is requested than there may be",
    make: (args, n) => ({
      ...plain(args),
      memory: { limit: "1 GiB", request: `${1024 + n} MiB` },
    }),
    path: "memory.request",
  },
  {
    when: "there is no room for so many processes",
    make: (args, n) => ({
      ...plain(args),
      runtime: "node",
      cpu: { cores: 1, threads: 2 + (n % 255) },
      memory: { limit: "255 MiB" },
    }),
    path: "cpu.threads",
  },
  {
    when: "a server without a heap has its heap capped",
    make: (args, n) => ({ ...plain(args), memory: { limit: "1 GiB", heap: `${n} MiB` } }),
    path: "memory.heap",
  },
  {
    when: "what is told comes to more than the limit",
    make: (args, n) => ({
      ...plain(args),
      runtime: "node",
      memory: { limit: "1 GiB", heap: `${1024 + n} MiB` },
    }),
    path: "memory.limit",
  },
  {
    when: "all pods together ask for more connections than the peer takes",
    make: (args, n) => ({
      ...plain(args),
      replicas: 2,
      pool: { mode: "fixed", size: 32 + n },
    }),
    path: "pool.size",
  },
  {
    when: "there are more threads than connections",
    make: (args, n) => ({
      ...plain(args),
      cpu: { cores: 2, request: "100 mCPU", threads: 8 + (n % 200) },
      pool: { mode: "fixed", size: 1 + (n % 7) },
    }),
    path: "pool.size",
  },
  {
    when: "so many pods leave none of the peer's connections to one",
    make: (args, n) => ({
      ...plain(args),
      replicas: Math.max(97, n),
      pool: { mode: "derived" },
    }),
    path: "pool",
  },
  {
    when: "the backlog takes a sysctl that the namespace refuses",
    make: (args, n) => ({
      ...plain(args),
      podSecurity: "restricted",
      tcp: { backlog: 4096 + n },
    }),
    path: "tcp.backlog",
  },
  {
    when: "keepalive asks when the connection is already forgotten",
    make: (args, n) => ({
      ...plain(args),
      tcp: {
        idleTimeout: "1 min",
        keepalive: { idle: `${59 + n} s`, interval: "1 s", count: 1 },
      },
    }),
    path: "tcp.keepalive.idle",
  },
];
