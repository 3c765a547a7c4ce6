import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { type Running, serve } from "../../../services/shop/src/serve";

const CALLS: readonly (readonly [method: string, path: string, body?: string])[] = [
  ["GET", "/"],
  ["GET", "/products/1"],
  ["GET", "/api/products"],
  ["GET", "/api/cart"],
  ["POST", "/api/cart/lines", '{"productId":1,"quantity":1}'],
  ["POST", "/api/orders", '{"email":"a@example.org"}'],
];

let silent: Server;
let sockets: Socket[];
let shop: Running;

/** Starts the shop with a database of which this port is all there is. */
async function start(port: number): Promise<void> {
  shop = await serve({
    ...{ port: 0, logLevel: "silent", poolSize: 2, backlog: 100, secureCookie: false },
    database: { host: "127.0.0.1", port, name: "shop", user: "shop_app" },
  });
}

async function call(method: string, path: string, body?: string) {
  const begin = Date.now();
  const headers = {
    "idempotency-key": "k",
    ...(body !== undefined && { "content-type": "application/json" }),
  };
  const response = await fetch(`http://127.0.0.1:${shop.port}${path}`, { method, headers, body });
  const text = await response.text();
  const { status } = response;
  return { status, retry: response.headers.get("retry-after"), text, took: Date.now() - begin };
}

beforeAll(async () => {
  sockets = [];
  silent = createServer((socket) => sockets.push(socket)).listen(0, "127.0.0.1");
  await once(silent, "listening");
});

afterAll(() => {
  for (const socket of sockets) socket.destroy();
  silent.close();
});

describe.each([
  ["that is not there", () => 1],
  ["that says nothing", () => (silent.address() as AddressInfo).port],
])("with a database %s", (_, port) => {
  beforeAll(() => start(port()));
  afterAll(() => shop.stop());

  test("every call is answered within 2 seconds with 503 and Retry-After", async () => {
    const answers = await Promise.all([...CALLS, ...CALLS].map((one) => call(...one)));

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 503));
    expect(answers.map(({ retry }) => retry)).toEqual(answers.map(() => "2"));
    expect(Math.max(...answers.map(({ took }) => took))).toBeLessThan(2_000);
  });

  test("it is alive and not ready, and says so within a second", async () => {
    const ready = await call("GET", "/readyz");

    expect(ready).toMatchObject({ status: 503, text: "not ready: the database does not answer\n" });
    expect(ready.took).toBeLessThan(1_000);
    expect(await call("GET", "/healthz")).toMatchObject({ status: 200, text: "ok\n" });
  });

  test("bad input is told apart from its own trouble", async () => {
    expect(await call("GET", "/api/products/0")).toMatchObject({ status: 400, retry: null });
    expect(await call("GET", "/nowhere")).toMatchObject({ status: 404 });
  });

  test("requests are counted by their route", async () => {
    const { text } = await call("GET", "/metrics");

    expect(text).toMatch(
      /^http_request_duration_seconds_count\{method="GET",route="\/products\/:id",status="503"\} 2$/m,
    );
    expect(text).toContain('shop_database_connections{state="waiting"} 0');
  });
});
