import { createHash } from "node:crypto";
import catalogue from "./sql/001_catalogue.sql";
import carts from "./sql/002_carts.sql";
import orders from "./sql/003_orders.sql";

export interface Migration {
  /** Counts from 1 without a gap. */
  readonly id: number;
  readonly name: string;
  readonly sql: string;
}

/** What the database remembers of a migration that it has. */
export interface Applied {
  readonly id: number;
  readonly checksum: string;
}

/** In the order in which they are applied; one that was released is never changed. */
export const MIGRATIONS: readonly Migration[] = [
  { id: 1, name: "catalogue", sql: catalogue },
  { id: 2, name: "carts", sql: carts },
  { id: 3, name: "orders", sql: orders },
];

export function checksum({ sql }: Migration): string {
  return createHash("sha256").update(sql).digest("hex");
}

/**
 * Those still to be applied. Throws where the database has another history than this program: a
 * migration that was changed after it was applied, or a gap. What a newer program has added is no
 * fault, since a rollback must find its database usable.
 */
export function pending(
  migrations: readonly Migration[],
  applied: readonly Applied[],
): readonly Migration[] {
  const byId = new Map(applied.map((one) => [one.id, one.checksum]));
  for (const migration of migrations) {
    const known = byId.get(migration.id);
    if (known !== undefined && known !== checksum(migration)) {
      throw new Error(
        `migration ${migration.id} (${migration.name}) was changed after it was applied; ` +
          "restore its file and put the change into a new migration",
      );
    }
  }
  const missing = migrations.filter(({ id }) => !byId.has(id));
  const newest = Math.max(0, ...byId.keys());
  const late = missing.find(({ id }) => id < newest);
  if (late !== undefined) {
    throw new Error(
      `migration ${late.id} (${late.name}) is missing although ${newest} was applied; ` +
        "give it the next free number",
    );
  }
  return missing;
}
