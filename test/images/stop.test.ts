import {
  BUILD_MILLISECONDS,
  buildImage,
  type Container,
  docker,
  removeAll,
  startServer,
  terminate,
} from "./docker";
import { ask, RawConnection } from "./httpClient";
import { CONTESTANTS, SERVERS } from "./servers";
import { Upstream } from "./upstream";

const GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

// Containers start slowly on a busy machine.
jest.setTimeout(60_000);

afterAll(removeAll);
afterAll(Upstream.stopAll);

describe.each(SERVERS)("%s, told to stop", (server) => {
  let image: string;

  beforeAll(async () => {
    image = await buildImage(`frameworks/${server}`);
  }, BUILD_MILLISECONDS);

  test("ends with 0 at once, when nobody asks for anything", async () => {
    const { code, seconds } = await terminate(await startServer(image));

    expect(code).toBe(0);
    expect(seconds).toBeLessThan(3);
  });

  test("does not wait for connections that only stay open", async () => {
    const container = await startServer(image, { WORKERS: "2" });
    const idle = await RawConnection.open(container.port);
    idle.send(GET);
    await idle.until((text) => text.endsWith("Hello, World!"));
    const silent = await RawConnection.open(container.port);

    const { code, seconds } = await terminate(container);

    expect(code).toBe(0);
    expect(seconds).toBeLessThan(3);
    idle.close();
    silent.close();
  });

  test("answers a request of which one half has come, closes the connection and ends with 0", async () => {
    const container = await startServer(image, { WORKERS: "2" });
    const connection = await RawConnection.open(container.port);
    connection.send(GET.slice(0, 20));
    await signal(container);
    connection.send(GET.slice(20));

    const text = await connection.until((_, ended) => ended);

    expect(text).toMatch(/^HTTP\/1\.1 200/);
    expect(text).toMatch(/^connection: ?close\r$/im);
    expect(await exitCode(container)).toBe(0);
  });
});

describe.each(CONTESTANTS)("%s, told to stop while it works", (server) => {
  test(
    "finishes an upload and a call to the upstream, takes nothing new and ends with 0",
    async () => {
      const upstream = await Upstream.start(1_500);
      const image = await buildImage(`frameworks/${server}`);
      const container = await startServer(image, { UPSTREAM_URL: upstream.url, WORKERS: "2" });
      const upload = await RawConnection.open(container.port);
      upload.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345");
      const call = ask(container.port, "/upstream");
      await upstream.reached();
      await new Promise((resolve) => setTimeout(resolve, 200));

      await signal(container);
      await expect(ask(container.port, "/")).rejects.toThrow();
      upload.send("67890");

      expect(await upload.until((_, ended) => ended)).toMatch(/1234567890$/);
      expect((await call).body.toString()).toBe("from upstream");
      expect(await exitCode(container)).toBe(0);
    },
    BUILD_MILLISECONDS,
  );
});

/** Sends SIGTERM and gives the server half a second to act on it. */
async function signal({ id }: Container): Promise<void> {
  await docker(["kill", "--signal", "TERM", id]);
  await new Promise((resolve) => setTimeout(resolve, 500));
}

async function exitCode({ id }: Container): Promise<number> {
  return Number(await docker(["wait", id]));
}
