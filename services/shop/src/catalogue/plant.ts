import type { Client } from "pg";
import type { Product } from "./products";

/** Products a statement. */
const BATCH = 2_000;

/**
 * Adds the products that are not there. Those that are keep their stock: a second run, after
 * orders have come in, changes nothing.
 *
 * @returns How many were added.
 */
export async function plant(client: Client, products: readonly Product[]): Promise<number> {
  let added = 0;
  for (let start = 0; start < products.length; start += BATCH) {
    const batch = products.slice(start, start + BATCH);
    const { rowCount } = await client.query(
      `INSERT INTO shop.products (id, name, description, category, price_cents, stock)
       SELECT * FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::int[], $6::int[])
       ON CONFLICT (id) DO NOTHING`,
      [
        batch.map(({ id }) => id),
        batch.map(({ name }) => name),
        batch.map(({ description }) => description),
        batch.map(({ category }) => category),
        batch.map(({ priceCents }) => priceCents),
        batch.map(({ stock }) => stock),
      ],
    );
    added += rowCount ?? 0;
  }
  // Without figures about the new rows the first searches would be planned as for an empty table.
  await client.query("ANALYZE shop.products");
  return added;
}
