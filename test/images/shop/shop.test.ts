import {
  BUILD_MILLISECONDS,
  buildImage,
  type Container,
  docker,
  RESTRICTED,
  runToEnd,
  startReady,
  terminate,
} from "../docker";
import { ask } from "../httpClient";
import type { Role } from "../postgresServer";
import { ShopDatabase } from "./database";

const NETWORK = `tare-shop-${process.pid}`;

let image: string;
let database: ShopDatabase;

jest.setTimeout(60_000);

/** How a container of the shop reaches the database as that role. */
const reach = (role: Role): Readonly<Record<string, string>> => ({
  DATABASE_HOST: "database",
  DATABASE_USER: role,
  DATABASE_PASSWORD_FILE: `/secrets/${role}`,
  DATABASE_CHANNEL_BINDING: "true",
  DATABASE_APP_USER: "app",
});
const mounted = (): string[] => [
  ...["--network", NETWORK],
  ...Object.entries(database.settings).flatMap(([role, { passwordFile }]) => [
    ...["--volume", `${passwordFile}:/secrets/${role}:ro`],
  ]),
];

/** The shop the way its pod runs, ready. */
async function start(): Promise<Container> {
  const env = Object.entries(reach("app")).flatMap(([name, value]) => [
    ...["--env", `${name}=${value}`],
  ]);
  const args = [...RESTRICTED, ...mounted(), "--publish", "127.0.0.1::8080", ...env, image];
  return startReady(args, 8080);
}

/** Runs a verb as the owner and gives the lines of its log. */
async function verb(name: string): Promise<{ code: number; log: Record<string, unknown>[] }> {
  const entry = ["--entrypoint", "/usr/local/bin/node", ...mounted()];
  const env = Object.entries(reach("owner")).flatMap(([key, value]) => [
    ...["--env", `${key}=${value}`],
  ]);
  const id = await docker(["create", ...RESTRICTED, ...entry, ...env, image, "shop.js", name]);
  try {
    await docker(["start", id]);
    const code = Number(await docker(["wait", id]));
    const log = (await docker(["logs", id])).split("\n").filter((line) => line !== "");
    return { code, log: log.map((line) => JSON.parse(line) as Record<string, unknown>) };
  } finally {
    await docker(["rm", "--force", id]);
  }
}

beforeAll(async () => {
  image = await buildImage("shop");
  await docker(["network", "create", NETWORK]);
  database = await ShopDatabase.start(["--network", NETWORK, "--network-alias", "database"]);
}, BUILD_MILLISECONDS);

afterAll(async () => {
  await database.remove();
  await docker(["network", "rm", NETWORK]);
});

test("an empty database is migrated by two Jobs at a time, once", async () => {
  const both = await Promise.all([verb("migrate"), verb("migrate")]);

  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  const applied = both.map(({ log }) => log[log.length - 1].applied);
  expect(applied).toContainEqual(["catalogue", "carts", "orders"]);
  expect(applied).toContainEqual([]);
});

test("the seed plants 10,000 products, and nothing more the second time", async () => {
  const first = await verb("seed");
  const before = await database.fingerprint();
  const second = await verb("seed");

  expect([first.log[0].added, second.log[0].added]).toEqual([10_000, 0]);
  expect(await database.count("SELECT count(*) FROM shop.products")).toBe(10_000);
  expect(await database.fingerprint()).toBe(before);
});

test("it is ready only with all its connections open, and keeps them", async () => {
  const shop = await start();

  const { body } = await ask(shop.port, "/metrics");

  expect(body.toString()).toContain('shop_database_connections{state="idle"} 10');
  await docker(["rm", "--force", shop.id]);
});

test("settings that are wrong end it with 78 and a sentence for each", async () => {
  const { code, stderr } = await runToEnd(image, { PORT: "0", WORKERS: "4", DATABASE_HOST: "db" });

  expect(code).toBe(78);
  expect(stderr.trim().split("\n")).toEqual([
    "shop: WORKERS=4 cannot be honoured: the shop is one process with one event loop; raise the " +
      "replicas. Unset WORKERS.",
    "shop: PORT=0 must be a whole number from 1 to 65535.",
  ]);
});

/** Asks until the status is as expected; gives the seconds that it took. */
async function until(port: number, path: string, status: number): Promise<number> {
  const begin = Date.now();
  while ((await ask(port, path)).status !== status) {
    if (Date.now() - begin > 20_000) throw new Error(`${path} is not answered with ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return (Date.now() - begin) / 1_000;
}

describe.each([
  ["is stopped", "stop", "start"],
  ["hangs", "pause", "unpause"],
])("a database that %s", (_, away, back) => {
  test("makes the shop not ready, its answers 503 within 2 seconds, and restarts nothing", async () => {
    const shop = await start();
    expect((await ask(shop.port, "/api/products/1")).status).toBe(200);

    await docker([away, database.id]);
    expect(await until(shop.port, "/readyz", 503)).toBeLessThan(10);
    for (const path of ["/", "/cart", "/products/1", "/api/products", "/api/cart"]) {
      const begin = Date.now();
      expect([path, (await ask(shop.port, path)).status]).toEqual([path, 503]);
      expect(Date.now() - begin).toBeLessThan(2_000);
    }
    expect((await ask(shop.port, "/healthz")).status).toBe(200);

    await docker([back, database.id]);
    expect(await until(shop.port, "/readyz", 200)).toBeLessThan(10);
    expect((await ask(shop.port, "/api/products/1")).status).toBe(200);
    expect(await docker(["inspect", "--format", "{{.State.Running}}", shop.id])).toBe("true");
    await docker(["rm", "--force", shop.id]);
  });
});

test("SIGTERM under load fails no request that was sent, and ends it with 0", async () => {
  const shop = await start();
  const answers = Array.from({ length: 40 }, () => ask(shop.port, "/api/products?size=100"));
  await answers[0];

  const { code, seconds } = await terminate(shop);

  expect(code).toBe(0);
  expect(seconds).toBeLessThan(10);
  const statuses = await Promise.all(answers.map((one) => one.then(({ status }) => status)));
  expect(statuses).toEqual(statuses.map(() => 200));
});
