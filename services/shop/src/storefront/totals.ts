import type { Totals } from "../orders/pricing";
import { type Html, html } from "./html";
import { euros } from "./money";

export function totals({ subtotalCents, shippingCents, totalCents }: Totals): Html {
  return html`<dl class="totals">
    <div>
      <dt>Products</dt>
      <dd>${euros(subtotalCents)}</dd>
    </div>
    <div>
      <dt>Parcel</dt>
      <dd>${shippingCents === 0 ? "free" : euros(shippingCents)}</dd>
    </div>
    <div class="sum">
      <dt>Total</dt>
      <dd>${euros(totalCents)}</dd>
    </div>
  </dl>`;
}
