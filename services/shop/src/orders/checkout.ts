import { randomUUID } from "node:crypto";
import { type CartLine, cartLines } from "../cart/carts";
import type { Connection } from "../database/database";
import type { Trace } from "../http/trace";
import { Refusal } from "../refusal";
import { checkReplay, type OrderRequest, requestHash } from "./idempotency";
import type { OrderStatus } from "./orders";
import { queuePayment } from "./outbox";
import { priceOrder, type Totals } from "./pricing";

export interface Placed {
  readonly orderId: string;
  readonly status: OrderStatus;
  readonly totalCents: number;
  /** Whether this call made the order, or found the one that the key already has. */
  readonly created: boolean;
}

/**
 * Inside a transaction: turns the cart into an order, takes the stock, empties the cart and notes
 * that the payment is to be asked for. Whoever sends the same key again gets the same order.
 *
 * The lock on the cart makes every checkout of a session wait for the one before, so that two at a
 * time cannot both find the key free; the table's unique constraint holds the same without it.
 */
export async function placeOrder(
  connection: Connection,
  session: string,
  key: string,
  request: OrderRequest,
  trace: Trace,
): Promise<Placed> {
  await connection.query("SELECT FROM shop.carts WHERE id = $1 FOR UPDATE", [session]);
  const known = await findByKey(connection, session, key);
  if (known !== undefined) {
    const { requestHash: stored, total, ...rest } = known;
    checkReplay(stored, request);
    return { ...rest, totalCents: Number(total), created: false };
  }
  const lines = await cartLines(connection, session, "FOR UPDATE OF products");
  checkLines(lines);
  const orderId = randomUUID();
  const totals = priceOrder(lines);
  await insertOrder(connection, { orderId, session, key, request, lines, totals });
  await takeStock(connection, lines);
  await connection.query("DELETE FROM shop.cart_lines WHERE cart_id = $1", [session]);
  await queuePayment(connection, orderId, trace);
  return { orderId, status: "queued", totalCents: totals.totalCents, created: true };
}

interface KnownOrder {
  readonly orderId: string;
  readonly status: OrderStatus;
  readonly total: string;
  readonly requestHash: string;
}

async function findByKey(
  connection: Connection,
  session: string,
  key: string,
): Promise<KnownOrder | undefined> {
  const { rows } = await connection.query<KnownOrder>(
    `SELECT id AS "orderId", status, total_cents AS total, request_hash AS "requestHash"
     FROM shop.orders WHERE session_id = $1 AND idempotency_key = $2`,
    [session, key],
  );
  return rows[0];
}

/** Throws where there is nothing to order, or the stock has shrunk since it was put in the cart. */
export function checkLines(lines: readonly CartLine[]): void {
  if (lines.length === 0) throw new Refusal(409, "cart_empty", "The cart is empty.");
  const short = lines.filter(({ quantity, stock }) => quantity > stock);
  if (short.length === 0) return;
  const which = short.map(({ name, stock }) => `${name} (${stock} left)`).join(", ");
  throw new Refusal(409, "out_of_stock", `Not enough in stock: ${which}. Change the cart.`);
}

interface NewOrder {
  readonly orderId: string;
  readonly session: string;
  readonly key: string;
  readonly request: OrderRequest;
  readonly lines: readonly CartLine[];
  readonly totals: Totals;
}

async function insertOrder(connection: Connection, order: NewOrder): Promise<void> {
  const { orderId, session, key, request, lines, totals } = order;
  await connection.query(
    `INSERT INTO shop.orders (id, session_id, idempotency_key, request_hash, email, status,
       subtotal_cents, shipping_cents, total_cents)
     VALUES ($1, $2, $3, $4, $5, 'queued', $6, $7, $8)`,
    [
      ...[orderId, session, key, requestHash(request), request.email],
      ...[totals.subtotalCents, totals.shippingCents, totals.totalCents],
    ],
  );
  await connection.query(
    `INSERT INTO shop.order_lines (order_id, product_id, name, quantity, price_cents)
     SELECT $1, * FROM unnest($2::int[], $3::text[], $4::int[], $5::int[])`,
    [
      orderId,
      lines.map(({ productId }) => productId),
      lines.map(({ name }) => name),
      lines.map(({ quantity }) => quantity),
      lines.map(({ priceCents }) => priceCents),
    ],
  );
}

/** The rows are locked, and the table's check forbids what the code might have overlooked. */
async function takeStock(connection: Connection, lines: readonly CartLine[]): Promise<void> {
  await connection.query(
    `UPDATE shop.products SET stock = stock - taken.quantity
     FROM unnest($1::int[], $2::int[]) AS taken (id, quantity) WHERE products.id = taken.id`,
    [lines.map(({ productId }) => productId), lines.map(({ quantity }) => quantity)],
  );
}
