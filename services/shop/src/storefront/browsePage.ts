import { CATEGORIES } from "../catalogue/generate";
import type { Page, Product } from "../catalogue/products";
import { type Html, html } from "./html";
import { layout } from "./layout";
import { euros } from "./money";

export interface Filter {
  readonly search: string;
  readonly category: string;
}

export function browsePage({ products, page, more }: Page, filter: Filter): string {
  return layout(
    "Products",
    html`<h1>Products</h1>
      ${searchForm(filter)}
      ${products.length === 0 ? html`<p role="status">Nothing was found.</p>` : grid(products)}
      <nav class="pages" aria-label="Pages">
        ${page > 1 ? link(filter, page - 1, "Previous page", "prev") : ""}
        <span>Page ${page}</span>
        ${more ? link(filter, page + 1, "Next page", "next") : ""}
      </nav>`,
  );
}

function searchForm({ search, category }: Filter): Html {
  const options = ["", ...CATEGORIES].map((one) => {
    const label = one === "" ? "All categories" : one;
    return one === category
      ? html`<option value="${one}" selected>${label}</option>`
      : html`<option value="${one}">${label}</option>`;
  });
  return html`<form class="search" action="/" method="get" role="search">
    <label>Search <input type="search" name="search" value="${search}" maxlength="100" /></label>
    <label
      >Category
      <select name="category">
        ${options}
      </select></label
    >
    <button>Search</button>
  </form>`;
}

function grid(products: readonly Product[]): Html {
  return html`<ul class="grid">
    ${products.map(
      ({ id, name, category, priceCents, stock }) =>
        html`<li class="card">
          <h2><a href="/products/${id}">${name}</a></h2>
          <p class="faint">${category}</p>
          <p class="price">${euros(priceCents)}</p>
          <p class="faint">${stockText(stock)}</p>
        </li> `,
    )}
  </ul>`;
}

export function stockText(stock: number): string {
  if (stock === 0) return "Sold out";
  return stock < 10 ? `Only ${stock} left` : "In stock";
}

function link({ search, category }: Filter, page: number, label: string, rel: string): Html {
  const query = new URLSearchParams({
    ...(search !== "" && { search }),
    ...(category !== "" && { category }),
    page: String(page),
  });
  return html`<a rel="${rel}" href="/?${query.toString()}">${label}</a>`;
}
