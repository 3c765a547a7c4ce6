import type { Connection } from "../database/database";

/** What the payments service has decided, for ever. */
export type Decision =
  { readonly kind: "paid"; readonly paymentId: string } | { readonly kind: "declined" };

/**
 * Inside a transaction: writes the decision down and takes the payment out of the queue. Told
 * twice it changes nothing the second time.
 */
export async function settle(
  connection: Connection,
  orderId: string,
  decision: Decision,
): Promise<void> {
  const paymentId = decision.kind === "paid" ? decision.paymentId : null;
  const { rowCount } = await connection.query(
    `UPDATE shop.orders SET status = $2, payment_id = $3 WHERE id = $1 AND status = 'queued'`,
    [orderId, decision.kind, paymentId],
  );
  await connection.query("DELETE FROM shop.outbox WHERE order_id = $1", [orderId]);
  if (rowCount === 1 && decision.kind === "declined") await giveBack(connection, orderId);
}

/** Locks in the order of the products, as a checkout does. */
async function giveBack(connection: Connection, orderId: string): Promise<void> {
  await connection.query(
    `SELECT FROM shop.products WHERE id IN (
       SELECT product_id FROM shop.order_lines WHERE order_id = $1) ORDER BY id FOR UPDATE`,
    [orderId],
  );
  await connection.query(
    `UPDATE shop.products SET stock = stock + quantity
     FROM shop.order_lines WHERE order_id = $1 AND products.id = product_id`,
    [orderId],
  );
}
