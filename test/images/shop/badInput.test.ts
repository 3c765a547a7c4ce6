import { Agent, request } from "node:http";
import fc from "fast-check";
import type { Running } from "../../../services/shop/src/serve";
import { seeded } from "../../support/property";
import { BUILD_MILLISECONDS } from "../docker";
import { RawConnection } from "../httpClient";
import { type BadRequest, badRequests } from "./badInput";
import { ShopDatabase } from "./database";
import { Buyer, startShop } from "./shopClient";

const REQUESTS = 10_000;
/** At a time. */
const CALLERS = 16;

let database: ShopDatabase;
let shop: Running;
let cookie: string;
const agent = new Agent({ keepAlive: true, maxSockets: CALLERS });

// 10,000 requests take half a minute, and more on a machine that does something else too.
jest.setTimeout(180_000);

beforeAll(async () => {
  database = await ShopDatabase.start();
  await database.fill(50);
  await database.asOwner((client) => client.query("UPDATE shop.products SET stock = 10"));
  shop = await startShop(database);
  const buyer = new Buyer(shop.port);
  expect(await buyer.add(2, 1)).toBe(200);
  ({ cookie } = buyer);
}, BUILD_MILLISECONDS);

afterAll(async () => {
  agent.destroy();
  await shop.stop();
  await database.remove();
});

/** The cart of the session holds a piece, so that a request which gets through leaves a trace. */
function send({ method, path, headers, body }: BadRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? [] : [["content-length", `${Buffer.byteLength(body)}`]];
    const all = [...Object.entries(headers), ...length, ["cookie", cookie]];
    const call = request(
      { host: "127.0.0.1", port: shop.port, agent, method, path },
      (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode ?? 0));
      },
    );
    for (const [name, value] of all) call.setHeader(name, value);
    call.on("error", reject);
    call.end(body);
  });
}

test("10,000 malformed requests are answered with 4xx, and no row is changed", async () => {
  const before = await database.fingerprint();
  const all = fc.sample(badRequests, seeded(REQUESTS) as fc.Parameters<BadRequest>);
  const wrong: unknown[] = [];
  const seen = new Map<number, number>();
  const queue = all.values();
  const caller = async (): Promise<void> => {
    for (const one of queue) {
      const status = await send(one);
      seen.set(status, (seen.get(status) ?? 0) + 1);
      if (status < 400 || status > 499) wrong.push([status, one]);
    }
  };

  await Promise.all(Array.from({ length: CALLERS }, caller));

  expect(wrong).toEqual([]);
  expect([...seen.values()].reduce((sum, count) => sum + count, 0)).toBe(REQUESTS);
  expect([...seen.keys()].sort()).toEqual([400, 404, 413, 415]);
  expect(await database.fingerprint()).toBe(before);
});

test.each([
  "nonsense\r\n\r\n",
  "GET / HTTP/9.9\r\n\r\n",
  "POST /cart HTTP/1.1\r\nContent-Length: x\r\n\r\n",
])("what is no HTTP is answered with 400: %j", async (words) => {
  const connection = await RawConnection.open(shop.port);
  connection.send(words);

  const answer = await connection.until((_, ended) => ended);
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
});

test("the same requests, well formed, get through and leave a trace", async () => {
  const before = await database.fingerprint();
  const headers = { "content-type": "application/json" };
  const body = '{"productId":1,"quantity":1}';

  expect(await send({ method: "POST", path: "/api/cart/lines", headers, body })).toBe(200);
  expect(await database.fingerprint()).not.toBe(before);
});
