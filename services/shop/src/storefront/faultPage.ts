import { html } from "./html";
import { layout } from "./layout";

const TITLES: Readonly<Record<number, string>> = {
  404: "Not found",
  409: "That did not work",
  422: "That did not work",
  500: "Something went wrong",
  503: "Back in a moment",
};

/** @param fault `message` is for people. */
export function faultPage(fault: { readonly status: number; readonly message: string }): string {
  const { status, message } = fault;
  const title = TITLES[status] ?? "That request was not understood";
  return layout(
    title,
    html`<h1>${title}</h1>
      <p role="alert">${message}</p>
      <p><a href="/">See the products</a> or <a href="/cart">look at your cart</a>.</p>`,
  );
}
