import { checkReplay, requestHash } from "../../../services/shop/src/orders/idempotency";
import { pauseAfter } from "../../../services/shop/src/orders/outbox";

describe("a key that has an order", () => {
  const stored = requestHash({ email: "a@example.org" });

  test("is answered with that order for the same request", () => {
    expect(() => checkReplay(stored, { email: "a@example.org" })).not.toThrow();
  });

  test("is refused for another request, which would be neither", () => {
    expect(() => checkReplay(stored, { email: "b@example.org" })).toThrow(
      "This idempotency key belongs to an order with other details; use a new key.",
    );
  });

  test("is compared by a hash that the table accepts", () => {
    expect(stored).toMatch(/^[0-9a-f]{64}$/);
  });
});

test("a payment without decision is asked for again after 10, 20, 40 and then every 60 seconds", () => {
  expect([0, 1, 2, 3, 4, 1_000_000].map(pauseAfter)).toEqual([10, 20, 40, 60, 60, 60]);
});
