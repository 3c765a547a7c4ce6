import { createHash } from "node:crypto";
import { Refusal } from "../refusal";

/** What the buyer sends with an order; the lines are those of the cart. */
export interface OrderRequest {
  readonly email: string;
}

/** The same for the same request, whatever the order of its fields was. */
export function requestHash({ email }: OrderRequest): string {
  return createHash("sha256").update(JSON.stringify({ email })).digest("hex");
}

/** Throws where a key that has an order comes with another request: neither answer would be right. */
export function checkReplay(stored: string, request: OrderRequest): void {
  if (stored === requestHash(request)) return;
  throw new Refusal(
    422,
    "idempotency_mismatch",
    "This idempotency key belongs to an order with other details; use a new key.",
  );
}
