import type { Order, OrderStatus } from "../orders/orders";
import { linePrice } from "../orders/pricing";
import { html } from "./html";
import { layout } from "./layout";
import { euros } from "./money";
import { totals } from "./totals";

const TOLD: Readonly<Record<OrderStatus, string>> = {
  queued:
    "Your order is safe with us. The payment will be made in a while; there is nothing to do.",
  paid: "Your order is paid. Thank you.",
  declined: "The payment was declined, and nothing was charged. You can order again.",
};

export function orderPage(order: Order): string {
  const { id, status, email, lines } = order;
  return layout(
    "Order",
    html`<h1>Order</h1>
      <p class="status-${status}" role="status">${TOLD[status]}</p>
      <p>Number <code>${id}</code>, for ${email}</p>
      <ul class="lines">
        ${lines.map(
          (one) =>
            html`<li>
              <h2><a href="/products/${one.productId}">${one.name}</a></h2>
              <p>
                ${one.quantity} × ${euros(one.priceCents)} =
                <strong>${euros(linePrice(one))}</strong>
              </p>
            </li> `,
        )}
      </ul>
      ${totals(order)}`,
  );
}
