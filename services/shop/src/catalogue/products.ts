import type { Connection } from "../database/database";
import { searchQuery } from "./search";

export interface Product {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly category: string;
  /** Of one piece, tax included. */
  readonly priceCents: number;
  readonly stock: number;
}

export interface Wanted {
  /** Words that the name or the category must hold. */
  readonly search?: string;
  readonly category?: string;
  /** Counts from 1. */
  readonly page: number;
  readonly size: number;
}

export interface Page {
  readonly products: readonly Product[];
  readonly page: number;
  /** Whether there is a next page. */
  readonly more: boolean;
}

const COLUMNS = `id, name, description, category, price_cents AS "priceCents", stock`;

/** One page in the order of the ids. One row more than asked for tells whether there is a next. */
export async function listProducts(connection: Connection, wanted: Wanted): Promise<Page> {
  const { search, category, page, size } = wanted;
  const query = search === undefined ? undefined : searchQuery(search);
  if (search !== undefined && query === undefined) return { products: [], page, more: false };
  const values: unknown[] = [size + 1, (page - 1) * size];
  const conditions: string[] = [];
  if (query !== undefined) {
    conditions.push(`words @@ to_tsquery('simple', $${values.push(query)})`);
  }
  if (category !== undefined) conditions.push(`category = $${values.push(category)}`);
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
  const { rows } = await connection.query<Product>(
    `SELECT ${COLUMNS} FROM shop.products ${where} ORDER BY id LIMIT $1 OFFSET $2`,
    values,
  );
  return { products: rows.slice(0, size), page, more: rows.length > size };
}

export async function findProduct(
  connection: Connection,
  id: number,
): Promise<Product | undefined> {
  const { rows } = await connection.query<Product>(
    `SELECT ${COLUMNS} FROM shop.products WHERE id = $1`,
    [id],
  );
  return rows[0];
}
