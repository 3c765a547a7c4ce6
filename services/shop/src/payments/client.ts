import type { Due } from "../orders/outbox";
import type { Decision } from "../orders/settle";

/** Milliseconds for the whole call. */
const TIMEOUT = 2_000;
const PAID = [200, 201];
const DECLINED = 402;

/** No decision: whether the payment was made is not known, and the same question may be put again. */
export class NoDecision extends Error {}

/**
 * Asks for a payment, once. The key is the order's own id, on every attempt: the service charges
 * one key once, so that an answer that was lost costs nobody anything. Throws {@link NoDecision}
 * for anything but a clear yes or no.
 */
export async function requestPayment(url: string, due: Due): Promise<Decision> {
  const { orderId, totalCents, trace } = due;
  const response = await fetch(`${url}/payments`, {
    method: "POST",
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT),
    headers: { "content-type": "application/json", "idempotency-key": orderId, ...trace },
    body: JSON.stringify({ orderId, amountCents: totalCents, currency: "EUR" }),
  }).catch((error: unknown) => {
    throw new NoDecision(reason(error));
  });
  const text = await response.text().catch((error: unknown) => {
    throw new NoDecision(reason(error));
  });
  if (response.status === DECLINED) return { kind: "declined" };
  if (!PAID.includes(response.status)) throw new NoDecision(`status ${response.status}`);
  return { kind: "paid", paymentId: paymentIdOf(text) };
}

function paymentIdOf(text: string): string {
  try {
    const { id } = JSON.parse(text) as { id?: unknown };
    if (typeof id === "string" && id.length >= 1 && id.length <= 255) return id;
  } catch {
    // Falls through: what is no JSON holds no id either.
  }
  throw new NoDecision("an answer without the id of the payment");
}

/** A word for the log: the code of the fault where there is one. */
function reason(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: unknown } };
  return typeof cause?.code === "string" ? cause.code : (name ?? "unknown");
}
