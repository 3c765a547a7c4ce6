import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { NoDecision, requestPayment } from "../../../services/shop/src/payments/client";

const due = {
  orderId: "2b6e7d1c-0000-4000-8000-000000000001",
  totalCents: 4_290,
  trace: { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" },
};

let server: Server | undefined;

async function service(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  let calls = 0;
  server = createServer((request, response) => {
    calls += 1;
    answer(request, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, calls: () => calls };
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

test("asks once, with the order as the key and the trace as it came", async () => {
  let seen: unknown;
  const { url, calls } = await service((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      const { "idempotency-key": key, traceparent } = request.headers;
      seen = { path: request.url, key, traceparent, body: JSON.parse(body) as unknown };
      response.writeHead(201).end('{"id":"p1"}');
    });
  });

  expect(await requestPayment(url, due)).toEqual({ kind: "paid", paymentId: "p1" });
  expect(seen).toEqual({
    path: "/payments",
    key: due.orderId,
    traceparent: due.trace.traceparent,
    body: { orderId: due.orderId, amountCents: 4_290, currency: "EUR" },
  });
  expect(calls()).toBe(1);
});

test("takes 402 for a final no", async () => {
  const { url } = await service((_, response) => response.writeHead(402).end());

  expect(await requestPayment(url, due)).toEqual({ kind: "declined" });
});

test.each([
  ["a fault of the service", 500, "{}", "status 500"],
  ["a conflict with an earlier attempt", 409, "{}", "status 409"],
  ["an answer that is not ours", 200, "<html>", "an answer without the id of the payment"],
  ["an id of nothing", 201, '{"id":""}', "an answer without the id of the payment"],
])("takes %s for no decision, and does not ask again", async (_, status, body, message) => {
  const { url, calls } = await service((__, response) => response.writeHead(status).end(body));

  await expect(requestPayment(url, due)).rejects.toThrow(new NoDecision(message));
  expect(calls()).toBe(1);
});

test("takes a lost connection for no decision", async () => {
  const { url } = await service((request) => request.socket.destroy());

  await expect(requestPayment(url, due)).rejects.toThrow(NoDecision);
});

test("waits 2 seconds for an answer and no longer", async () => {
  const { url } = await service(() => undefined);
  const begin = Date.now();

  await expect(requestPayment(url, due)).rejects.toThrow(new NoDecision("TimeoutError"));
  expect(Date.now() - begin).toBeGreaterThanOrEqual(1_900);
  expect(Date.now() - begin).toBeLessThan(4_000);
});
