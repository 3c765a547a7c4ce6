import { type Running, serve } from "../../../services/shop/src/serve";
import type { ServeSettings } from "../../../services/shop/src/settings/settings";
import type { ShopDatabase } from "./database";

/** Starts the shop in this process. */
export function startShop(
  database: ShopDatabase,
  settings: Partial<ServeSettings> = {},
): Promise<Running> {
  return serve({
    ...{ port: 0, logLevel: "silent", poolSize: 10, backlog: 511, secureCookie: false },
    database: database.settings.app,
    ...settings,
  });
}

export interface Reply<T> {
  readonly status: number;
  readonly body: T;
}

/** Somebody who buys: keeps the cookie that the shop gives. */
export class Buyer {
  cookie = "";

  constructor(private readonly port: number) {}

  async ask<T>(method: string, path: string, body?: unknown, key?: string): Promise<Reply<T>> {
    const headers = {
      cookie: this.cookie,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(key !== undefined && { "idempotency-key": key }),
    };
    const url = `http://127.0.0.1:${this.port}${path}`;
    const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
    const [cookie] = response.headers.getSetCookie();
    if (cookie !== undefined) this.cookie = cookie.split(";", 1)[0];
    return { status: response.status, body: (await response.json()) as T };
  }

  async add(productId: number, quantity: number): Promise<number> {
    return (await this.ask("POST", "/api/cart/lines", { productId, quantity })).status;
  }

  order(key: string, email = "a@example.org"): Promise<Reply<Placed>> {
    return this.ask("POST", "/api/orders", { email }, key);
  }
}

/** What an order is answered with; `error` where it is refused. */
export interface Placed {
  readonly id: string;
  readonly status: string;
  readonly totalCents: number;
  readonly error?: { readonly code: string };
}
