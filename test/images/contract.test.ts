import { randomBytes } from "node:crypto";
import { BUILD_MILLISECONDS, buildImage, type Container, removeAll, startServer } from "./docker";
import { ask, RawConnection } from "./httpClient";
import { CONTESTANTS, SERVERS } from "./servers";
import { Upstream } from "./upstream";

const MAX = 1_048_576;
const PLAIN = "text/plain; charset=utf-8";
const GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

// Containers start slowly on a busy machine.
jest.setTimeout(60_000);

afterAll(removeAll);
afterAll(Upstream.stopAll);

describe.each(SERVERS)("%s", (server) => {
  let container: Container;
  const get = (path: string) => ask(container.port, path);

  beforeAll(async () => {
    container = await startServer(await buildImage(`frameworks/${server}`));
  }, BUILD_MILLISECONDS);

  test("answers / with 13 bytes of text", async () => {
    expect(await get("/")).toEqual({
      status: 200,
      type: PLAIN,
      body: Buffer.from("Hello, World!"),
    });
  });

  test("answers /json with JSON", async () => {
    const { status, type, body } = await get("/json");
    expect([status, type]).toEqual([200, "application/json"]);
    expect(JSON.parse(body.toString())).toEqual({ message: "Hello, World!" });
  });

  test.each([0, 1, 13, 65_536, MAX])("answers /bytes/%d with so many bytes", async (length) => {
    const { status, body } = await get(`/bytes/${length}`);
    expect([status, body.length]).toEqual([200, length]);
  });

  test.each(["-1", "x", "1.5", "1048577", "99999999999999999999", "%20"])(
    "refuses /bytes/%s",
    async (length) => {
      const { status, body } = await get(`/bytes/${length}`);
      expect(status).toBe(400);
      expect(body.toString()).toBe("the length must be a number from 0 to 1048576\n");
    },
  );

  test.each(["/healthz", "/readyz"])("answers %s with 200", async (path) => {
    expect((await get(path)).status).toBe(200);
  });

  test("answers an unknown path with 404", async () => {
    expect((await get("/nothing")).status).toBe(404);
  });

  test("answers another method with 405", async () => {
    expect((await ask(container.port, "/", { method: "DELETE" })).status).toBe(405);
  });

  test("serves many requests on one connection, also when they come at once", async () => {
    const connection = await RawConnection.open(container.port);
    connection.send(GET.repeat(20));
    const text = await connection.until((all) => all.split("Hello, World!").length > 20);
    expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(20);
    connection.close();
  });

  test("serves a request that comes in single bytes", async () => {
    const connection = await RawConnection.open(container.port);
    for (const byte of GET) {
      connection.send(byte);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await connection.until((text) => text.endsWith("Hello, World!"));
    connection.close();
  });

  test("stays up, when a client sends nonsense", async () => {
    const connection = await RawConnection.open(container.port);
    connection.send("\u0000\u0001 nonsense\r\n\r\n");
    await connection.until((_, ended) => ended);
    expect((await get("/healthz")).status).toBe(200);
  });
});

describe.each(CONTESTANTS)("%s, the rest of the contract", (server) => {
  let container: Container;
  let upstream: Upstream;

  beforeAll(async () => {
    upstream = await Upstream.start(0);
    const image = await buildImage(`frameworks/${server}`);
    container = await startServer(image, { UPSTREAM_URL: upstream.url, WORKERS: "1" });
  }, BUILD_MILLISECONDS);

  test.each([0, 1, 100_000, MAX])("gives %d bytes back from /echo", async (length) => {
    const body = randomBytes(length);
    const answer = await ask(container.port, "/echo", { method: "POST", body });
    expect(answer.status).toBe(200);
    expect(answer.body.equals(body)).toBe(true);
  });

  test("refuses a body of more than 1 MiB", async () => {
    const call = ask(container.port, "/echo", { method: "POST", body: randomBytes(MAX + 1) });
    // A server may close as soon as it knows the length, before the client has sent it all.
    const status = await call.then(
      ({ status: code }) => code,
      () => "closed",
    );
    expect([413, 400, "closed"]).toContain(status);
    expect((await ask(container.port, "/healthz")).status).toBe(200);
  });

  test("fetches from the upstream and keeps the connection", async () => {
    const before = upstream.opened;
    for (let i = 0; i < 5; i += 1) {
      const { status, body } = await ask(container.port, "/upstream");
      expect([status, body.toString()]).toEqual([200, "from upstream"]);
    }
    expect(upstream.opened - before).toBeLessThanOrEqual(1);
  });

  test("says 502 and stays ready, when the upstream is gone", async () => {
    const lonely = await startServer(await buildImage(`frameworks/${server}`), {
      UPSTREAM_URL: "http://127.0.0.1:9/",
    });
    expect((await ask(lonely.port, "/upstream")).status).toBe(502);
    expect((await ask(lonely.port, "/readyz")).status).toBe(200);
  });

  test("says 503, when it was given no upstream", async () => {
    const lonely = await startServer(await buildImage(`frameworks/${server}`));
    const { status, body } = await ask(lonely.port, "/upstream");
    expect([status, body.toString()]).toEqual([503, "UPSTREAM_URL is not set\n"]);
  });
});
