import { readFileSync } from "node:fs";
import { Client, type ClientBase, type ClientConfig, Pool, type PoolClient } from "pg";
import type { DatabaseSettings } from "../settings/settings";
import { BoundClient } from "./boundClient";
import { isPassing, Unavailable } from "./unavailable";

/** Any connection, inside or outside a transaction. */
export type Connection = Pick<ClientBase, "query">;

export interface Limits {
  /** Connections at most; once open, they stay. */
  readonly size: number;
  /** Milliseconds for a connection: one of the pool, or a new one. */
  readonly connect: number;
  /** Milliseconds for all that is done with it, the wait included. */
  readonly total: number;
}

/** Together below the 2 seconds in which every call is answered. */
export const SERVING: Omit<Limits, "size"> = { connect: 1_000, total: 1_700 };
/** Readiness has a connection of its own: a full pool is load, not a lost database. */
export const PROBING: Limits = { size: 1, connect: 800, total: 900 };

/** Milliseconds of silence before a connection is probed: a peer that vanished says nothing. */
const KEEPALIVE_DELAY = 10_000;

/**
 * Connections to PostgreSQL, of which no use takes longer than the limits say, whatever the network
 * does. A connection that did not answer is never used again.
 */
export class Database {
  private readonly pool: Pool;

  /** @param onLost Told when a connection ends that nobody uses. */
  constructor(
    settings: DatabaseSettings,
    private readonly limits: Limits,
    onLost: (error: Error) => void,
  ) {
    this.pool = new Pool({
      ...clientConfig(settings),
      Client: clientClass(settings),
      max: limits.size,
      min: limits.size,
      connectionTimeoutMillis: limits.connect,
      statement_timeout: limits.total,
      idle_in_transaction_session_timeout: 2 * limits.total,
    });
    this.pool.on("error", onLost);
  }

  /**
   * Opens every connection there may be, one after another. Left to the first requests, they would be
   * opened all at once and while new pods keep the machine busy, which took more than `connect` in 2 of
   * 12 rolling updates. Throws {@link Unavailable}; what was opened stays open.
   */
  async fill(): Promise<void> {
    const held: PoolClient[] = [];
    try {
      while (held.length < this.limits.size) held.push(await this.pool.connect());
    } catch (error) {
      throw new Unavailable(error);
    } finally {
      for (const client of held) client.release();
    }
  }

  /** Gives `work` a connection. Throws {@link Unavailable} where the database does not answer. */
  async run<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const end = Date.now() + this.limits.total;
    const client = await this.pool.connect().catch((error: unknown) => {
      throw new Unavailable(error);
    });
    try {
      const result = await within(end - Date.now(), work(client));
      client.release();
      return result;
    } catch (error) {
      const passing = isPassing(error);
      client.release(passing);
      throw passing && !(error instanceof Unavailable) ? new Unavailable(error) : error;
    }
  }

  /** As `run`, with all or nothing of what `work` writes. */
  async transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    return this.run(async (connection) => {
      await connection.query("BEGIN");
      try {
        const result = await work(connection);
        await connection.query("COMMIT");
        return result;
      } catch (error) {
        if (!isPassing(error)) await connection.query("ROLLBACK");
        throw error;
      }
    });
  }

  /** Connections there are, those that nobody uses, and requests that wait for one. */
  counts(): { total: number; idle: number; waiting: number } {
    const { totalCount, idleCount, waitingCount } = this.pool;
    return { total: totalCount, idle: idleCount, waiting: waitingCount };
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}

/** What connects: with channel binding, a client that takes nothing less. */
export function clientClass({ channelBinding = false }: DatabaseSettings): typeof Client {
  return channelBinding ? BoundClient : Client;
}

/** How to connect. The password is read for each connection, so that a new one needs no restart. */
export function clientConfig(settings: DatabaseSettings): ClientConfig {
  const { host, port, name, user, passwordFile, caFile } = settings;
  return {
    host,
    port,
    database: name,
    user,
    application_name: "shop",
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_DELAY,
    ...(passwordFile !== undefined && {
      password: () => readFileSync(passwordFile, "utf8").trimEnd(),
    }),
    ...(caFile !== undefined && {
      ssl: { ca: readFileSync(caFile, "utf8"), rejectUnauthorized: true },
    }),
  };
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Unavailable(new Error("no answer in time"))),
      Math.max(0, milliseconds),
    );
  });
  // Where time has run out, the connection is thrown away and the work fails with nobody waiting.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
