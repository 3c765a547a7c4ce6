import { createHash } from "node:crypto";
import { Html, html } from "./html";
import style from "./style.css";

export const STYLE = style;
/** Part of the address, so that browsers keep the file for ever and still get a new one. */
const VERSION = createHash("sha256").update(style).digest("hex").slice(0, 8);

/** A whole page around its content. It asks the network for the style sheet and nothing else. */
export function layout(title: string, content: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Tare Shop</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/style.css?v=${VERSION}" />
      </head>
      <body>
        <a class="skip" href="#content">Skip to content</a>
        <header>
          <a class="brand" href="/">Tare Shop</a>
          <nav aria-label="Main"><a href="/">Products</a> <a href="/cart">Cart</a></nav>
        </header>
        <main id="content">${content}</main>
        <footer>Prices include tax. Parcels are free from 50.00 €.</footer>
      </body>
    </html> `.text;
}
