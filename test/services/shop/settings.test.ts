import {
  migrateSettings,
  seedSettings,
  serveSettings,
} from "../../../services/shop/src/settings/settings";

const FILES: Readonly<Record<string, string>> = { "/secret": "pw\n", "/empty": "\n" };
const limits = {
  somaxconn: 4096,
  readFile: (path: string) => {
    if (!(path in FILES)) throw new Error("ENOENT");
    return FILES[path];
  },
};
const host = { DATABASE_HOST: "db" };

const problemsOf = (env: Readonly<Record<string, string>>): readonly string[] => {
  const outcome = serveSettings({ ...host, ...env }, limits);
  return "problems" in outcome ? outcome.problems : [];
};

test("has a default for everything but the host of the database", () => {
  expect(serveSettings(host, limits)).toEqual({
    settings: {
      port: 8080,
      logLevel: "info",
      database: { host: "db", port: 5432, name: "shop", user: "shop_app" },
      poolSize: 10,
      backlog: 511,
      secureCookie: false,
    },
  });
  expect(serveSettings({}, limits)).toEqual({
    problems: ["DATABASE_HOST must be set: the host of the database."],
  });
});

test.each([
  ["PORT", "0", "PORT=0 must be a whole number from 1 to 65535."],
  ["POOL_SIZE", "1e3", "POOL_SIZE=1e3 must be a whole number from 1 to 1000."],
  ["KEEPALIVE_IDLE", "40000", "KEEPALIVE_IDLE=40000 must be a whole number from 1 to 32767."],
  ["LOG_LEVEL", "loud", "LOG_LEVEL=loud must be one of debug, info, warn, error, silent."],
  ["COOKIE_SECURE", "yes", "COOKIE_SECURE=yes must be one of true, false, 1, 0."],
  ["DATABASE_HOST", "a b", "DATABASE_HOST=a b must be the name or the address of a host."],
  ["DATABASE_PASSWORD_FILE", "/no", "DATABASE_PASSWORD_FILE=/no must be a file that can be read."],
  ["DATABASE_TLS_CA_FILE", "/empty", "DATABASE_TLS_CA_FILE=/empty must not be an empty file."],
  [
    "DATABASE_USER",
    "a;b",
    "DATABASE_USER=a;b must be at most 63 small letters, digits and _, a letter first.",
  ],
  [
    "BACKLOG",
    "5000",
    "BACKLOG=5000 cannot be honoured: the kernel cuts it to net.core.somaxconn, which is 4096 " +
      "here. Raise the sysctl or ask for 4096 or less.",
  ],
  [
    "WORKERS",
    "2",
    "WORKERS=2 cannot be honoured: the shop is one process with one event loop; raise the " +
      "replicas. Unset WORKERS.",
  ],
  [
    "KEEPALIVE_COUNT",
    "3",
    "KEEPALIVE_COUNT=3 cannot be honoured: Node sets the count to 10 probes and offers no option " +
      "for it. Unset KEEPALIVE_COUNT.",
  ],
])("refuses %s=%s in one sentence", (name, value, problem) => {
  expect(problemsOf({ [name]: value })).toEqual([problem]);
});

test("accepts one worker, which is what there is", () => {
  expect(problemsOf({ WORKERS: "1" })).toEqual([]);
});

test("does not repeat an address that may hold a password", () => {
  expect(problemsOf({ PAYMENTS_URL: "http://me:hunter2@payments" })).toEqual([
    "PAYMENTS_URL must be an http or https address without user and query.",
  ]);
});

test("reports all problems, not only the first", () => {
  expect(problemsOf({ PORT: "x", POOL_SIZE: "0", WORKERS: "9", STACK_KIB: "256" })).toHaveLength(4);
});

test("knows the owner and the role of the server apart", () => {
  const env = { ...host, DATABASE_PASSWORD_FILE: "/secret" };

  expect(migrateSettings(env, limits)).toMatchObject({
    settings: { appUser: "shop_app", database: { user: "shop_owner", passwordFile: "/secret" } },
  });
  expect(seedSettings(env, limits)).toMatchObject({ settings: { seed: 1, products: 10_000 } });
});
