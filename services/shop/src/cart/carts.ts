import { findProduct } from "../catalogue/products";
import type { Connection } from "../database/database";
import { type Priced, priceOrder, type Totals } from "../orders/pricing";
import { notFound } from "../refusal";
import { checkChange } from "./rules";

export interface CartLine extends Priced {
  readonly productId: number;
  readonly name: string;
  /** Pieces that could be had now. */
  readonly stock: number;
}

export interface Cart extends Totals {
  readonly lines: readonly CartLine[];
}

/** Who has no session asks, too: without its database, the shop answers everybody alike. */
export async function readCart(connection: Connection, session: string | undefined): Promise<Cart> {
  const lines = await cartLines(connection, session ?? null);
  return { lines, ...priceOrder(lines) };
}

/** In the order of the products, which is the order in which their rows are locked. */
export async function cartLines(
  connection: Connection,
  session: string | null,
  lock: "" | "FOR UPDATE OF products" = "",
): Promise<CartLine[]> {
  const { rows } = await connection.query<CartLine>(
    `SELECT product_id AS "productId", name, quantity, price_cents AS "priceCents", stock
     FROM shop.cart_lines JOIN shop.products AS products ON products.id = product_id
     WHERE cart_id = $1 ORDER BY product_id ${lock}`,
    [session],
  );
  return rows;
}

/** Inside a transaction. Adds to what is there, and makes the cart where there is none. */
export async function addToCart(
  connection: Connection,
  session: string,
  productId: number,
  quantity: number,
): Promise<void> {
  await change(connection, session, productId, (current) => current + quantity);
}

/** Inside a transaction. Zero pieces remove the line. */
export async function setQuantity(
  connection: Connection,
  session: string,
  productId: number,
  quantity: number,
): Promise<void> {
  await change(connection, session, productId, () => quantity);
}

async function change(
  connection: Connection,
  session: string,
  productId: number,
  become: (current: number) => number,
): Promise<void> {
  const product = await findProduct(connection, productId);
  if (product === undefined) throw notFound("product");
  await lockCart(connection, session);
  const { rows } = await connection.query<{ current: number; lines: number }>(
    `SELECT coalesce(sum(quantity) FILTER (WHERE product_id = $2), 0)::int AS current,
       count(*)::int AS lines
     FROM shop.cart_lines WHERE cart_id = $1`,
    [session, productId],
  );
  const { current, lines } = rows[0];
  const wanted = become(current);
  checkChange({ product: product.name, current, wanted, stock: product.stock, lines });
  await write(connection, session, productId, wanted);
}

/** One change of a cart at a time, an order of it included. */
async function lockCart(connection: Connection, session: string): Promise<void> {
  await connection.query(
    `INSERT INTO shop.carts (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET updated_at = now()`,
    [session],
  );
}

async function write(
  connection: Connection,
  session: string,
  productId: number,
  quantity: number,
): Promise<void> {
  if (quantity === 0) {
    await connection.query("DELETE FROM shop.cart_lines WHERE cart_id = $1 AND product_id = $2", [
      session,
      productId,
    ]);
    return;
  }
  await connection.query(
    `INSERT INTO shop.cart_lines (cart_id, product_id, quantity) VALUES ($1, $2, $3)
     ON CONFLICT (cart_id, product_id) DO UPDATE SET quantity = excluded.quantity`,
    [session, productId, quantity],
  );
}
