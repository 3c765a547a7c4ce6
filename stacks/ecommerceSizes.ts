import { memory } from "../components/config/memory";
import type { DatabaseSize } from "../components/data/postgresArgs";
import { RESERVED_CONNECTIONS, roomForConnections } from "../components/data/postgresSettings";
import { mostPods } from "../components/workloads/replicas";
import type { Resources } from "../components/workloads/resources";
import type { TuningArgs } from "../components/workloads/tuning/arguments";
import type { WorkloadArgs } from "../components/workloads/webServiceArgs";

/** Of the shop's database, where nothing is measured. */
export const DATABASE: DatabaseSize = {
  cpu: { cores: 1, request: "10 mCPU" },
  memory: { limit: "1 GiB", request: "128 MiB" },
  storage: "2 GiB",
};

const CONNECTIONS = roomForConnections(memory.parse(DATABASE.memory.limit));

/** Sizes of the pool that are measured beside a shop that is told nothing. */
export const POOL_SIZES = [1, 2, 4, 8, 16];
const DEFAULT_POOL = 10;
/** Of a session: the largest pools that meet, and a connection each that tells of readiness. */
const SESSION = DEFAULT_POOL + Math.max(...POOL_SIZES) + 2;

/**
 * The same where the shop is measured. Both servers of a session keep their pools open beside those of all
 * pods, whose share stays as it is, so the database takes as many more and has the memory for them.
 */
export const MEASURED_DATABASE: DatabaseSize = {
  ...DATABASE,
  memory: { ...DATABASE.memory, limit: "1536 MiB" },
  connections: CONNECTIONS + SESSION,
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
      maxConnections: CONNECTIONS,
      reserved: RESERVED_CONNECTIONS + PROBES + MIGRATION,
    },
  },
};

/** Of the Job that migrates and seeds. */
export const MIGRATE: Resources = {
  limits: { cpu: "1 CPU", memory: "256 MiB" },
  requests: { cpu: "10 mCPU", memory: "64 MiB" },
};
