import { memory } from "../components/config/memory";
import type { DatabaseSize } from "../components/data/postgresArgs";
import { RESERVED_CONNECTIONS, roomForConnections } from "../components/data/postgresSettings";
import { mostPods } from "../components/workloads/replicas";
import type { Resources } from "../components/workloads/resources";
import type { TuningArgs } from "../components/workloads/tuning/arguments";
import type { WorkloadArgs } from "../components/workloads/webServiceArgs";

/** Of the shop's database. */
export const DATABASE: DatabaseSize = {
  cpu: { cores: 1, request: "10 mCPU" },
  memory: { limit: "1 GiB", request: "128 MiB" },
  storage: "2 GiB",
};

const SCALING = {
  autoscaling: {
    minReplicas: 2,
    maxReplicas: 6,
    // Of a request that leaves room on two cores: 100 mCPU a pod, so that all six have theirs.
    cpu: "1000 %",
    memory: "130 %",
  },
} as const;

/** Of each pod, the connection by which it tells that it is ready. */
const PROBES = mostPods(SCALING);
const MIGRATION = 1;

/** What a pod of the shop may use, with every setting as the server has it. */
export const SHOP_SIZE: TuningArgs = {
  runtime: "node",
  cpu: { cores: 1, request: "10 mCPU" },
  memory: { limit: "256 MiB", request: "128 MiB" },
};

/**
 * One process with one event loop, so more of it is more pods. Its pool is its share of what the
 * database takes from all of them, in the middle of a rollout too.
 */
export const SHOP: WorkloadArgs = {
  ...SCALING,
  ...SHOP_SIZE,
  cpu: { ...SHOP_SIZE.cpu, threads: "derived" },
  memory: { ...SHOP_SIZE.memory, heap: "derived" },
  tcp: { keepalive: "derived", backlog: "derived" },
  pool: {
    mode: "derived",
    peer: {
      maxConnections: roomForConnections(memory.parse(DATABASE.memory.limit)),
      reserved: RESERVED_CONNECTIONS + PROBES + MIGRATION,
    },
  },
};

/** Of the Job that migrates and seeds. */
export const MIGRATE: Resources = {
  limits: { cpu: "1 CPU", memory: "256 MiB" },
  requests: { cpu: "10 mCPU", memory: "64 MiB" },
};
