import type { FastifyInstance } from "fastify";
import type { Connection, Database } from "../database/database";
import { MIGRATIONS } from "../database/migrations";
import type { Context } from "./context";

/** Seconds that a turned away client should wait. */
export const RETRY_AFTER = "2";

/**
 * `/healthz` asks the event loop and nothing else, since no restart brings a database back.
 * `/readyz` asks the database, within a second, for the newest migration that this program needs, and
 * is not answered well before all connections have been open once.
 */
export function addHealth(app: FastifyInstance, context: Context): void {
  let filled = false;
  const ready = shared(async () => {
    const fault = await readiness(context.probe);
    if (fault !== undefined || filled) return fault;
    filled = await context.database.fill().then(
      () => true,
      () => false,
    );
    return filled ? undefined : "the database does not let all connections in";
  });
  app.get("/healthz", () => "ok\n");
  app.get("/readyz", async (_request, reply) => {
    const fault = context.isStopping() ? "stopping" : await ready();
    if (fault === undefined) return "ready\n";
    return reply.code(503).header("retry-after", RETRY_AFTER).send(`not ready: ${fault}\n`);
  });
}

async function readiness(probe: Database): Promise<string | undefined> {
  try {
    const migrated = await probe.run(isMigrated);
    return migrated ? undefined : "the database has not been migrated";
  } catch {
    return "the database does not answer";
  }
}

async function isMigrated(connection: Connection): Promise<boolean> {
  const { rows } = await connection.query<{ there: boolean }>(
    "SELECT to_regclass('shop.migrations') IS NOT NULL AS there",
  );
  if (!rows[0].there) return false;
  const newest = MIGRATIONS[MIGRATIONS.length - 1].id;
  const found = await connection.query("SELECT FROM shop.migrations WHERE id = $1", [newest]);
  return found.rowCount === 1;
}

/** Whoever asks while an answer is on its way gets the same one. */
function shared<T>(ask: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined;
  return () => {
    underWay ??= ask().finally(() => (underWay = undefined));
    return underWay;
  };
}
