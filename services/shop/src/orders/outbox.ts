import type { Connection } from "../database/database";
import type { Trace } from "../http/trace";

/** A payment that is to be asked for. */
export interface Due {
  readonly orderId: string;
  readonly totalCents: number;
  readonly trace: Trace;
}

/** Seconds in which a payment is the business of whoever took it; then the next may try. */
const LEASE = 10;
/** Seconds between two attempts for one order at most. */
const LONGEST_PAUSE = 60;

/** Seconds until the next attempt, doubled with each. */
export function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE, LEASE * 2 ** Math.min(attempts, 16));
}

/** Inside the transaction of the order, whose own first attempt has the lease. */
export async function queuePayment(
  connection: Connection,
  orderId: string,
  { traceparent, tracestate }: Trace,
): Promise<void> {
  await connection.query(
    `INSERT INTO shop.outbox (order_id, traceparent, tracestate, due_at)
     VALUES ($1, $2, $3, now() + make_interval(secs => $4))`,
    [orderId, traceparent ?? null, tracestate ?? null, LEASE],
  );
}

interface DueRow {
  readonly orderId: string;
  readonly total: string;
  readonly traceparent: string | null;
  readonly tracestate: string | null;
}

/** The payment that waits longest. It is leased: no other replica takes it at the same time. */
export async function takeDue(connection: Connection): Promise<Due | undefined> {
  const { rows } = await connection.query<DueRow>(
    `UPDATE shop.outbox SET due_at = now() + make_interval(secs => $1)
     FROM shop.orders WHERE orders.id = outbox.order_id AND outbox.order_id = (
       SELECT order_id FROM shop.outbox WHERE due_at <= now()
       ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING orders.id AS "orderId", total_cents AS total, traceparent, tracestate`,
    [LEASE],
  );
  return rows.length === 0 ? undefined : dueOf(rows[0]);
}

/** Notes why there is no answer yet, and when to ask again. */
export async function postpone(
  connection: Connection,
  orderId: string,
  why: string,
): Promise<void> {
  const { rows } = await connection.query<{ attempts: number }>(
    `UPDATE shop.outbox SET attempts = attempts + 1, last_error = $2 WHERE order_id = $1
     RETURNING attempts`,
    [orderId, why.slice(0, 200)],
  );
  if (rows.length === 0) return;
  await connection.query(
    `UPDATE shop.outbox SET due_at = now() + make_interval(secs => $2) WHERE order_id = $1`,
    [orderId, pauseAfter(rows[0].attempts - 1)],
  );
}

function dueOf({ orderId, total, traceparent, tracestate }: DueRow): Due {
  return {
    orderId,
    totalCents: Number(total),
    trace: {
      ...(traceparent !== null && { traceparent }),
      ...(tracestate !== null && { tracestate }),
    },
  };
}
