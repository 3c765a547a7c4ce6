import { MOST_PIECES } from "../cart/rules";
import type { Product } from "../catalogue/products";
import { stockText } from "./browsePage";
import { type Html, html } from "./html";
import { layout } from "./layout";
import { euros } from "./money";

export function productPage(product: Product): string {
  const { name, description, category, priceCents, stock } = product;
  return layout(
    name,
    html`<h1>${name}</h1>
      <p class="faint"><a href="/?category=${category}">${category}</a></p>
      <p>${description}</p>
      <p class="price">${euros(priceCents)}</p>
      <p>${stockText(stock)}</p>
      ${stock === 0 ? "" : addForm(product)}`,
  );
}

function addForm({ id, stock }: Product): Html {
  const most = Math.min(stock, MOST_PIECES);
  return html`<form class="add" action="/cart" method="post">
    <input type="hidden" name="product" value="${id}" />
    <label
      >Quantity <input type="number" name="quantity" value="1" min="1" max="${most}" required
    /></label>
    <button>Add to cart</button>
  </form>`;
}
