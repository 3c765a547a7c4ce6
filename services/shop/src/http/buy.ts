import type { FastifyRequest } from "fastify";
import { placeOrder, type Placed } from "../orders/checkout";
import type { OrderRequest } from "../orders/idempotency";
import type { Context } from "./context";
import { traceOf } from "./trace";

/** Places an order and asks for its payment once. An order that was placed before is left alone. */
export async function buy(
  { database, dispatcher, metrics }: Context,
  request: FastifyRequest,
  session: string,
  key: string,
  order: OrderRequest,
): Promise<Placed> {
  const trace = traceOf(request);
  const placed = await database.transaction((connection) =>
    placeOrder(connection, session, key, order, trace),
  );
  if (!placed.created) return placed;
  const { orderId, totalCents } = placed;
  metrics.orders.inc();
  request.log.info({ orderId, totalCents, ...trace }, "order placed");
  return { ...placed, status: await dispatcher.attemptNow({ orderId, totalCents, trace }) };
}
