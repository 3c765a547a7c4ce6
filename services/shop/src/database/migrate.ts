import type { Client } from "pg";
import type { Logger } from "pino";
import { grants } from "./grants";
import { type Applied, checksum, type Migration, MIGRATIONS, pending } from "./migrations";

/** Any number, the same for ever: whoever holds it is the one who migrates. */
const LOCK = 7_274_101;

/**
 * Brings the schema up to date, each migration in a transaction of its own together with the note
 * that it was applied, and gives the server's role its rights. Two at a time wait for one another.
 *
 * @param client Connected as the owner of the database, without a limit on statements.
 * @returns Names of what was applied now.
 */
export async function migrate(client: Client, role: string, log: Logger): Promise<string[]> {
  await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
  try {
    await client.query("CREATE SCHEMA IF NOT EXISTS shop");
    await client.query(`CREATE TABLE IF NOT EXISTS shop.migrations (
      id integer PRIMARY KEY CHECK (id > 0),
      name text NOT NULL,
      checksum text NOT NULL CHECK (checksum ~ '^[0-9a-f]{64}$'),
      applied_at timestamptz NOT NULL DEFAULT now()
    )`);
    const { rows } = await client.query<Applied>("SELECT id, checksum FROM shop.migrations");
    const missing = pending(MIGRATIONS, rows);
    for (const migration of missing) {
      await together(client, () => apply(client, migration));
      log.info({ migration: migration.id, name: migration.name }, "migration applied");
    }
    await together(client, async () => {
      for (const statement of grants(role)) await client.query(statement);
    });
    return missing.map(({ name }) => name);
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [LOCK]);
  }
}

async function apply(client: Client, migration: Migration): Promise<void> {
  await client.query(migration.sql);
  await client.query("INSERT INTO shop.migrations (id, name, checksum) VALUES ($1, $2, $3)", [
    migration.id,
    migration.name,
    checksum(migration),
  ]);
}

async function together(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query("BEGIN");
  try {
    await work();
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}
