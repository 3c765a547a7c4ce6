import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Running } from "../../../services/shop/src/serve";
import { BUILD_MILLISECONDS } from "../docker";
import { ShopDatabase } from "./database";
import { Buyer, startShop } from "./shopClient";

let database: ShopDatabase;
let shop: Running;
let payments: Server;
/** What the payments service answers, and the keys that it was asked with. */
let status = 201;
const keys: string[] = [];

jest.setTimeout(30_000);

beforeAll(async () => {
  payments = createServer((request, response) => {
    keys.push(String(request.headers["idempotency-key"]));
    request.resume();
    response.writeHead(status).end(JSON.stringify({ id: `payment-${keys.length}` }));
  }).listen(0, "127.0.0.1");
  await once(payments, "listening");
  database = await ShopDatabase.start();
  await database.fill(100);
  await database.asOwner((client) => client.query("UPDATE shop.products SET stock = 10"));
  const { port } = payments.address() as AddressInfo;
  shop = await startShop(database, { paymentsUrl: `http://127.0.0.1:${port}` });
}, BUILD_MILLISECONDS);

afterAll(async () => {
  await shop.stop();
  payments.close();
  await database.remove();
});

beforeEach(() => {
  status = 201;
  keys.length = 0;
});

const stockOf = (id: number): Promise<number> =>
  database.count(`SELECT stock AS count FROM shop.products WHERE id = ${id}`);

async function buyer(product: number, quantity: number): Promise<Buyer> {
  const one = new Buyer(shop.port);
  expect(await one.add(product, quantity)).toBe(200);
  return one;
}

test("an order takes the stock, empties the cart and is paid once", async () => {
  const one = await buyer(1, 3);

  const { status: answer, body } = await one.order("k");

  expect([answer, body.status]).toEqual([201, "paid"]);
  expect(keys).toEqual([body.id]);
  expect(await stockOf(1)).toBe(7);
  expect((await one.ask("GET", "/api/cart")).body).toMatchObject({ lines: [], totalCents: 0 });
  expect((await one.ask("GET", `/api/orders/${body.id}`)).body).toMatchObject({
    status: "paid",
    totalCents: body.totalCents,
    lines: [{ productId: 1, quantity: 3 }],
  });
});

test("the same key gives the same order, and other details are refused", async () => {
  const one = await buyer(2, 1);

  const first = await one.order("k");
  const again = await one.order("k");
  const other = await one.order("k", "b@example.org");

  expect(again).toEqual({ status: 200, body: first.body });
  expect([other.status, other.body.error?.code]).toEqual([422, "idempotency_mismatch"]);
  expect(await stockOf(2)).toBe(9);
  expect(keys).toHaveLength(1);
});

test("of twenty simultaneous orders of one cart with one key there is one", async () => {
  const one = await buyer(3, 2);

  const answers = await Promise.all(Array.from({ length: 20 }, () => one.order("k")));

  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  expect(answers.filter(({ status: code }) => code === 201)).toHaveLength(1);
  expect(await stockOf(3)).toBe(8);
  expect(keys).toHaveLength(1);
});

test("twenty buyers of the last ten pieces get ten, and the stock is never below zero", async () => {
  const buyers = await Promise.all(Array.from({ length: 20 }, () => buyer(4, 1)));

  const answers = await Promise.all(buyers.map((one) => one.order("k")));

  const codes = answers.map(({ status: code }) => code).sort();
  expect(codes).toEqual([...Array<number>(10).fill(201), ...Array<number>(10).fill(409)]);
  expect(await stockOf(4)).toBe(0);
});

test("somebody else's order is not there", async () => {
  const { body } = await (await buyer(5, 1)).order("k");

  expect((await new Buyer(shop.port).ask("GET", `/api/orders/${body.id}`)).status).toBe(404);
});

test("a declined order gives its stock back", async () => {
  status = 402;

  const { body } = await (await buyer(6, 4)).order("k");

  expect(body.status).toBe("declined");
  expect(await stockOf(6)).toBe(10);
});

test("an order that cannot be paid now is queued, and paid later with the same key", async () => {
  status = 500;
  const one = await buyer(7, 1);
  const { body } = await one.order("k");
  expect(body.status).toBe("queued");
  const queued = `SELECT count(*) FROM shop.outbox WHERE order_id = '${body.id}' AND attempts = 1`;
  expect(await database.count(queued)).toBe(1);

  status = 201;
  await database.asOwner((client) => client.query("UPDATE shop.outbox SET due_at = now()"));
  const end = Date.now() + 10_000;
  while ((await database.count("SELECT count(*) FROM shop.outbox")) > 0 && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }

  expect(keys).toEqual([body.id, body.id]);
  expect((await one.ask("GET", `/api/orders/${body.id}`)).body).toMatchObject({ status: "paid" });
  expect(await stockOf(7)).toBe(9);
});

test("without the payments service orders are queued", async () => {
  const alone = await startShop(database);
  const one = new Buyer(alone.port);
  await one.add(8, 1);

  const { body } = await one.order("k");
  await alone.stop();

  expect(body.status).toBe("queued");
  expect(keys).toEqual([]);
});

test("the sums of every order are those of its lines", async () => {
  const wrong = `SELECT count(*) FROM shop.orders WHERE subtotal_cents <>
    (SELECT sum(quantity * price_cents) FROM shop.order_lines WHERE order_id = orders.id)`;

  expect(await database.count("SELECT count(*) FROM shop.orders")).toBeGreaterThan(10);
  expect(await database.count(wrong)).toBe(0);
});

test.each([
  "UPDATE shop.products SET price_cents = 1",
  "DELETE FROM shop.orders",
  "UPDATE shop.orders SET total_cents = 1",
  "UPDATE shop.order_lines SET quantity = 1",
  "INSERT INTO shop.migrations VALUES (9, 'x', repeat('0', 64))",
  "CREATE TABLE shop.mine ()",
  "DROP TABLE shop.carts",
])("the role of the server may not %s", async (sql) => {
  await expect(database.as("app", (client) => client.query(sql))).rejects.toThrow(
    /permission denied|must be owner/,
  );
});

test.each([
  "UPDATE shop.products SET stock = -1 WHERE id = 9",
  "UPDATE shop.orders SET total_cents = total_cents + 1",
  "UPDATE shop.orders SET status = 'lost'",
])("the tables themselves refuse %s", async (sql) => {
  await expect(database.asOwner((client) => client.query(sql))).rejects.toThrow("check constraint");
});
