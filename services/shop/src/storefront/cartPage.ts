import type { Cart, CartLine } from "../cart/carts";
import { MOST_PIECES } from "../cart/rules";
import { linePrice } from "../orders/pricing";
import { type Html, html } from "./html";
import { layout } from "./layout";
import { euros } from "./money";
import { totals } from "./totals";

/** @param key Sent with the order: a form that is sent twice makes one. */
export function cartPage(cart: Cart, key: string): string {
  const content =
    cart.lines.length === 0
      ? html`<p role="status">Your cart is empty. <a href="/">See the products</a></p>`
      : html`<ul class="lines">
            ${cart.lines.map(line)}
          </ul>
          ${totals(cart)} ${orderForm(key)}`;
  return layout(
    "Cart",
    html`<h1>Cart</h1>
      ${content}`,
  );
}

function line(one: CartLine): Html {
  const { productId, name, quantity, priceCents, stock } = one;
  const short = quantity > stock;
  const most = Math.max(1, Math.min(Math.max(stock, quantity), MOST_PIECES));
  return html`<li>
    <h2><a href="/products/${productId}">${name}</a></h2>
    ${short ? html`<p class="warning" role="alert">Only ${stock} left: change the quantity.</p>` : ""}
    <p>${quantity} × ${euros(priceCents)} = <strong>${euros(linePrice(one))}</strong></p>
    <form action="/cart/lines/${productId}" method="post">
      <label
        >Quantity <span class="hidden">of ${name}</span>
        <input type="number" name="quantity" value="${quantity}" min="1" max="${most}" required
      /></label>
      <button>Change</button>
    </form>
    <form action="/cart/lines/${productId}" method="post">
      <input type="hidden" name="quantity" value="0" />
      <button class="quiet">Remove <span class="hidden">${name}</span></button>
    </form>
  </li> `;
}

function orderForm(key: string): Html {
  return html`<form class="order" action="/orders" method="post">
    <input type="hidden" name="key" value="${key}" />
    <label
      >E-mail <input type="email" name="email" maxlength="254" autocomplete="email" required
    /></label>
    <button>Order and pay</button>
  </form>`;
}
