import { type Memory, memory } from "../../config/memory";
import type { Derived } from "./derived";
import { SHARES, SHARES_SOURCE } from "./shares";

/** The other end of the pool. */
export interface Peer {
  /** Connections that it takes, of all its clients. @default 100, PostgreSQL's max_connections */
  readonly maxConnections?: number;
  /** Those that it keeps for others. @default 3, PostgreSQL's superuser_reserved_connections */
  readonly reserved?: number;
}

/** How many connections a pod keeps open to what it calls. */
export type PoolArgs =
  | {
      /** From the memory limit and from what the peer takes, whichever is less. */
      readonly mode: "derived";
      /** Memory that one connection takes in the pod. @default "256 KiB" */
      readonly perConnection?: Memory;
      readonly peer?: Peer;
    }
  | {
      readonly mode: "fixed";
      /** Connections of one pod. */
      readonly size: number;
      readonly peer?: Peer;
    };

/** What the contract of the servers takes as POOL_SIZE. */
export const POOL_BOUNDS = { min: 1, max: 10_000 } as const;

/** The kernel's buffers begin with 144 KiB (tcp_rmem, tcp_wmem); the rest is the client's own. */
export const PER_CONNECTION: Memory = "256 KiB";

const DEFAULT_PEER: Required<Peer> = { maxConnections: 100, reserved: 3 };

/** Of what the peer takes, the part of one pod, rounded down: 0 where there are too many pods. */
export function peerShare(peer: Peer | undefined, pods: number): number {
  const { maxConnections, reserved } = { ...DEFAULT_PEER, ...peer };
  return Math.max(0, Math.floor((maxConnections - reserved) / pods));
}

/**
 * As many as fit into their share of the memory limit, and never so many that all pods of a rollout
 * together ask for more than the peer takes.
 *
 * @param limit Of memory, in bytes.
 * @param pods The most there are at a time.
 */
export function derivePool(
  limit: number,
  pods: number,
  { perConnection = PER_CONNECTION, peer }: { perConnection?: Memory; peer?: Peer },
): Derived<number> {
  const room = Math.floor((limit * SHARES.pool) / memory.parse(perConnection));
  const value = Math.min(room, peerShare(peer, pods), POOL_BOUNDS.max);
  const { maxConnections, reserved } = { ...DEFAULT_PEER, ...peer };
  const share = `⌊(${maxConnections} − ${reserved}) / ${pods} pods⌋`;
  return {
    name: "pool",
    value,
    text: `${value} connections`,
    formula: `min(⌊${memory.render(limit)} / 16 / ${perConnection}⌋, ${share})`,
    source:
      "PostgreSQL takes 100 connections and keeps 3 unless told otherwise; pods include one of a " +
      `rollout; ${SHARES_SOURCE}`,
  };
}
