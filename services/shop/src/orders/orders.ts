import type { Connection } from "../database/database";
import type { Totals } from "./pricing";

/**
 * `queued`: the payment is still to be asked for, and will be. `paid` and `declined` are final; a
 * declined order has given its stock back.
 */
export type OrderStatus = "queued" | "paid" | "declined";

export interface OrderLine {
  readonly productId: number;
  readonly name: string;
  readonly quantity: number;
  /** Of one piece, on the day of the order. */
  readonly priceCents: number;
}

export interface Order extends Totals {
  readonly id: string;
  readonly status: OrderStatus;
  readonly email: string;
  readonly createdAt: string;
  readonly lines: readonly OrderLine[];
}

interface OrderRow {
  readonly id: string;
  readonly status: OrderStatus;
  readonly email: string;
  readonly subtotal: string;
  readonly shipping: string;
  readonly total: string;
  readonly createdAt: Date;
}

/** An order of this session alone: an id that leaks opens nothing. */
export async function findOrder(
  connection: Connection,
  session: string | undefined,
  id: string,
): Promise<Order | undefined> {
  const { rows } = await connection.query<OrderRow>(
    `SELECT id, status, email, subtotal_cents AS subtotal, shipping_cents AS shipping,
       total_cents AS total, created_at AS "createdAt"
     FROM shop.orders WHERE id = $1 AND session_id = $2`,
    [id, session ?? null],
  );
  if (rows.length === 0) return undefined;
  const { subtotal, shipping, total, createdAt, ...rest } = rows[0];
  return {
    ...rest,
    // The checks of the tables keep every sum far below 2^53.
    subtotalCents: Number(subtotal),
    shippingCents: Number(shipping),
    totalCents: Number(total),
    createdAt: createdAt.toISOString(),
    lines: await orderLines(connection, id),
  };
}

async function orderLines(connection: Connection, id: string): Promise<OrderLine[]> {
  const { rows } = await connection.query<OrderLine>(
    `SELECT product_id AS "productId", name, quantity, price_cents AS "priceCents"
     FROM shop.order_lines WHERE order_id = $1 ORDER BY product_id`,
    [id],
  );
  return rows;
}
