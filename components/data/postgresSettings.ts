import { type Memory, memory } from "../config/memory";
import type { Derived } from "../workloads/tuning/derived";
import type { DatabaseSize } from "./postgresArgs";

/** Of the memory limit; the last two sixteenths are left for code, log buffers and the kernel. */
const SHARES = {
  shared: 4 / 16,
  connections: 4 / 16,
  work: 4 / 16,
  maintenance: 1 / 16,
  autovacuum: 1 / 16,
} as const;

const SHARES_SOURCE =
  "the limit is divided in sixteenths: shared buffers 4, connections 4, their work 4, " +
  "maintenance 1, autovacuum 1, the rest 2";
const MANUAL = "https://www.postgresql.org/docs/17/runtime-config";

/**
 * Measured in services/postgres with 41 connections that had read and written a table: 3.4 MiB of
 * each are its own or shared until it writes there, 1.7 MiB are its part of all.
 */
export const PER_CONNECTION: Memory = "4 MiB";

/** What PostgreSQL keeps for its superuser, and clients cannot have. */
export const RESERVED_CONNECTIONS = 3;

export const CONNECTION_BOUNDS = { min: RESERVED_CONNECTIONS + 1, max: 1000 } as const;

/** Least that leaves connections for clients. */
export const LEAST_MEMORY: Memory = "128 MiB";

/** PostgreSQL's own defaults. */
const HASH_FACTOR = 2;
const VACUUM_WORKERS = 3;
const WORKER_PROCESSES = 8;
const MOST_WAL = 1024 ** 3;
const KIB = 1024;
const MIB = 1024 ** 2;

export type PostgresSettings = readonly Derived<number>[];

/** How many connections the share of the memory limit holds. */
export function roomForConnections(limit: number): number {
  const room = Math.floor((limit * SHARES.connections) / memory.parse(PER_CONNECTION));
  return Math.min(CONNECTION_BOUNDS.max, room);
}

/**
 * What follows from the limits, by the name that PostgreSQL gives it. Sizes are bytes. All of them
 * together stay below the memory limit, whatever every connection does at the same time.
 *
 * @param size Whose amounts are known to be within their bounds.
 */
export function postgresSettings(size: DatabaseSize): PostgresSettings {
  const limit = memory.parse(size.memory.limit);
  const connections = size.connections ?? roomForConnections(limit);
  const workers = Math.min(WORKER_PROCESSES, Math.floor(size.cpu.cores));
  const perQuery = Math.min(2, Math.floor(workers / 2));
  return [
    maxConnections(size, limit, connections),
    ...buffers(limit),
    ...workingMemory(limit, connections, workers),
    workerCount(
      "max_parallel_workers",
      workers,
      `min(${WORKER_PROCESSES}, ⌊${size.cpu.cores} CPU⌋)`,
    ),
    workerCount("max_parallel_workers_per_gather", perQuery, `min(2, ⌊${workers} / 2⌋)`),
    ...logSizes(memory.parse(size.storage)),
  ];
}

function maxConnections(size: DatabaseSize, limit: number, value: number): Derived<number> {
  const all = { name: "max_connections", value, text: `${value} connections` };
  if (size.connections !== undefined) {
    return { ...all, formula: "given", source: "the argument 'connections'" };
  }
  const { max } = CONNECTION_BOUNDS;
  const formula = `min(${max}, ⌊${memory.render(limit)} · 4/16 / ${PER_CONNECTION}⌋)`;
  return {
    ...all,
    formula,
    source: `${PER_CONNECTION} measured for each connection; ${SHARES_SOURCE}`,
  };
}

function buffers(limit: number): Derived<number>[] {
  const text = memory.render(limit);
  return [
    bytes("shared_buffers", floorTo(limit * SHARES.shared, MIB), `${text} · 4/16`, {
      source: `${MANUAL}-resource.html: a quarter of the memory; ${SHARES_SOURCE}`,
    }),
    bytes("effective_cache_size", floorTo((limit * 10) / 16, MIB), `${text} · 10/16`, {
      source: "shared buffers and what the kernel can cache while connections do little",
    }),
  ];
}

/** Parallel workers have the same right to working memory as connections. */
function workingMemory(limit: number, connections: number, workers: number): Derived<number>[] {
  const text = memory.render(limit);
  const takers = connections + workers;
  const work = floorTo((limit * SHARES.work) / takers / HASH_FACTOR, KIB);
  const each = floorTo((limit * SHARES.autovacuum) / VACUUM_WORKERS, KIB);
  return [
    bytes("work_mem", work, `${text} · 4/16 / (${connections} + ${workers}) / ${HASH_FACTOR}`, {
      source: `hash_mem_multiplier is ${HASH_FACTOR}; parallel workers count; ${SHARES_SOURCE}`,
    }),
    bytes("maintenance_work_mem", floorTo(limit * SHARES.maintenance, KIB), `${text} · 1/16`, {
      source: SHARES_SOURCE,
    }),
    bytes("autovacuum_work_mem", each, `${text} · 1/16 / ${VACUUM_WORKERS}`, {
      source: `autovacuum_max_workers is ${VACUUM_WORKERS}; ${SHARES_SOURCE}`,
    }),
  ];
}

/** The log of changes never fills the volume, and a recovery never has more of it to repeat. */
function logSizes(storage: number): Derived<number>[] {
  const most = Math.min(MOST_WAL, floorTo(storage / 4, MIB));
  const source = `${MANUAL}-wal.html: the default is 1 GiB, which a small volume has no room for`;
  return [
    bytes("max_wal_size", most, `min(1 GiB, ${memory.render(storage)} / 4)`, { source }),
    bytes("min_wal_size", floorTo(most / 4, MIB), "max_wal_size / 4", { source }),
  ];
}

function workerCount(name: string, value: number, formula: string): Derived<number> {
  const source = `${MANUAL}-resource.html: a query in parts gains by whole cores; max_worker_processes is ${WORKER_PROCESSES}`;
  return { name, value, text: `${value} workers`, formula, source };
}

function bytes(
  name: string,
  value: number,
  formula: string,
  { source }: { readonly source: string },
): Derived<number> {
  return { name, value, text: memory.render(value), formula, source };
}

function floorTo(amount: number, step: number): number {
  return Math.floor(amount / step) * step;
}
