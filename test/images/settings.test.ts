import {
  BUILD_MILLISECONDS,
  buildImage,
  type Container,
  docker,
  removeAll,
  runToEnd,
  startServer,
} from "./docker";
import { ask, RawConnection } from "./httpClient";
import { type ReadBack, buildReader, readBack, serverSockets } from "./readBack";
import { CONTESTANTS, honours, SERVERS, SETTINGS } from "./servers";
import { Upstream } from "./upstream";

/** A value of each setting that no server has by default. */
const VALUES: Readonly<Record<string, string>> = {
  PORT: "8080",
  WORKERS: "3",
  BACKLOG: "777",
  REUSEPORT: "true",
  NODELAY: "true",
  KEEPALIVE_IDLE: "61",
  KEEPALIVE_INTERVAL: "7",
  KEEPALIVE_COUNT: "4",
  STACK_KIB: "640",
  MAX_CONNECTIONS: "6",
  POOL_SIZE: "3",
};

/** How each setting shows in what the kernel says. */
const SEEN: Readonly<Record<string, (seen: ReadBack) => void>> = {
  PORT: (seen) => expect(listening(seen).length).toBeGreaterThan(0),
  WORKERS: (seen) => expect(workers(seen)).toBe(3),
  BACKLOG: (seen) => expect(listening(seen)[0]?.backlog).toBe(777),
  REUSEPORT: (seen) =>
    expect(listening(seen).map((one) => one.reuseport)).toEqual([true, true, true]),
  NODELAY: (seen) => expect(connection(seen).nodelay).toBe(true),
  KEEPALIVE_IDLE: (seen) =>
    expect(connection(seen)).toMatchObject({ keepalive: true, keepaliveIdle: 61 }),
  KEEPALIVE_INTERVAL: (seen) => expect(connection(seen).keepaliveInterval).toBe(7),
  KEEPALIVE_COUNT: (seen) => expect(connection(seen).keepaliveCount).toBe(4),
  STACK_KIB: (seen) => {
    const found = stacks(seen);
    // Each connection has a thread in rust-std, and the C library keeps a stack or two for the next.
    const own = connectionThreads(seen);
    expect(found).toBeGreaterThanOrEqual(3 + own);
    expect(found).toBeLessThanOrEqual(own > 0 ? 6 + own : 3);
  },
};

function listening(seen: ReadBack) {
  return serverSockets(seen).filter((one) => one.listening);
}

function connection(seen: ReadBack) {
  const found = serverSockets(seen).find((one) => !one.listening);
  if (found === undefined) throw new Error("no connection is open");
  return found;
}

/** Threads that serve, or processes in the case of Node, whose first one only hands out work. */
function workers({ processes }: ReadBack): number {
  const named = processes.flatMap(({ threads }) =>
    threads.filter(({ name }) => /^(tokio-rt-worker|worker-\d+)$/.test(name)),
  );
  return named.length > 0 ? named.length : processes.length - 1;
}

/** Threads that serve one connection each. */
function connectionThreads({ processes }: ReadBack): number {
  return processes.flatMap(({ threads }) => threads).filter(({ name }) => name === "connection")
    .length;
}

/** Stacks of 640 KiB: of threads as the kernel maps them, of Node as V8 was told. */
function stacks({ processes }: ReadBack): number {
  const guarded = (bytes: number): boolean => bytes >= 640 * 1024 && bytes <= 660 * 1024;
  const told = processes.filter(({ command }) => command.includes("--stack-size=640"));
  return told.length + processes.flatMap((one) => one.stacks.filter(guarded)).length;
}

// Containers start slowly on a busy machine.
jest.setTimeout(60_000);

afterAll(removeAll);
afterAll(Upstream.stopAll);

describe.each(SERVERS)("%s", (server) => {
  const honoured = SETTINGS.filter((name) => honours(server, name) === true);
  let image: string;
  let seen: ReadBack;

  beforeAll(async () => {
    image = await buildImage(`frameworks/${server}`);
    const reader = await buildReader();
    const container = await startServer(image, pick(honoured));
    const held = await answered(container.port);
    seen = await readBack(container, reader);
    held.close();
  }, BUILD_MILLISECONDS);

  test.each(honoured.filter((name) => SEEN[name]))("honours %s, as the kernel sees it", (name) => {
    SEEN[name]?.(seen);
  });

  test("names every bad value at once and ends with 78", async () => {
    const { code, stderr } = await runToEnd(image, { PORT: "0", WORKERS: "x", NODELAY: "maybe" });

    expect(code).toBe(78);
    expect(stderr.trim().split("\n")).toEqual([
      `${server}: PORT=0 must be a whole number from 1 to 65535.`,
      `${server}: WORKERS=x must be a whole number from 1 to 256.`,
      `${server}: NODELAY=maybe must be true or false.`,
    ]);
  });

  test("refuses a backlog that the kernel would cut", async () => {
    const sysctl = ["--sysctl", "net.core.somaxconn=512"];
    const { code, stderr } = await runToEnd(image, { BACKLOG: "513" }, sysctl);

    expect(code).toBe(78);
    expect(stderr).toContain("BACKLOG=513 cannot be honoured: the kernel cuts it");
  });

  test("fails with a sentence, when its port is taken", async () => {
    const { id } = await startServer(image);
    const { code, stderr } = await runToEnd(image, {}, ["--network", `container:${id}`]);

    expect(code).toBe(1);
    expect(stderr).toContain(`${server}: port 8080 cannot be`);
  });
});

describe.each(SERVERS.filter((name) => SETTINGS.some((one) => honours(name, one) !== true)))(
  "%s with what it cannot honour",
  (server) => {
    test(
      "says why for every setting and ends with 78",
      async () => {
        const refused = SETTINGS.filter((name) => honours(server, name) !== true);
        const image = await buildImage(`frameworks/${server}`);
        const { code, stderr } = await runToEnd(image, pick(refused));

        expect(code).toBe(78);
        expect(stderr.trim().split("\n")).toEqual(
          refused.map(
            (name) =>
              `${server}: ${name}=${VALUES[name]} cannot be honoured: ` +
              `${honours(server, name)}. Unset ${name}.`,
          ),
        );
      },
      BUILD_MILLISECONDS,
    );
  },
);

describe.each(SERVERS.filter((name) => honours(name, "MAX_CONNECTIONS") === true))(
  "%s with MAX_CONNECTIONS",
  (server) => {
    test(
      "turns away what is above the limit, and takes others when there is room",
      async () => {
        const image = await buildImage(`frameworks/${server}`);
        const settings = { MAX_CONNECTIONS: "4", WORKERS: "1" };
        const { port } = await startServer(image, settings);
        // Until the readiness probe's own connection has gone.
        await new Promise((resolve) => setTimeout(resolve, 6_000));
        const held = await Promise.all([1, 2, 3, 4].map(() => answered(port)));

        const extra = await RawConnection.open(port);
        expect(await extra.until((_, ended) => ended)).toBe("");

        for (const one of held) one.close();
        await new Promise((resolve) => setTimeout(resolve, 200));
        (await answered(port)).close();
      },
      BUILD_MILLISECONDS,
    );
  },
);

async function answered(port: number): Promise<RawConnection> {
  const held = await RawConnection.open(port);
  held.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  await held.until((text) => text.endsWith("Hello, World!"));
  return held;
}

describe.each(CONTESTANTS)("%s with POOL_SIZE", (server) => {
  test(
    "opens so many connections to the upstream, and no more",
    async () => {
      const upstream = await Upstream.start(200);
      const image = await buildImage(`frameworks/${server}`);
      const settings = { POOL_SIZE: "3", WORKERS: "1", UPSTREAM_URL: upstream.url };
      const { port } = await startServer(image, settings);

      const calls = Array.from({ length: 12 }, () => ask(port, "/upstream"));
      const statuses = (await Promise.all(calls)).map(({ status }) => status);

      expect(statuses).toEqual(Array(12).fill(200));
      expect(upstream.most).toBe(3);
    },
    BUILD_MILLISECONDS,
  );
});

test("a machine with fewer CPUs gets fewer workers by default", async () => {
  const image = await buildImage("frameworks/node-std");
  const { id } = (await startServer(image)) satisfies Container;
  expect(await docker(["logs", id])).toMatch(/with [12] workers/);
});

function pick(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, VALUES[name] ?? ""]));
}
