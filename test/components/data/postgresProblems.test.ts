import { Postgres, type PostgresArgs } from "../../../components/data/postgres";
import { postgresProblems } from "../../../components/data/postgresProblems";
import { Recorder } from "../../support/recorder";

const ARGS: PostgresArgs = {
  namespace: "data",
  server: { kind: "statefulSet", image: `r/postgres@sha256:${"a".repeat(64)}` },
  cpu: { cores: 1 },
  memory: { limit: "512 MiB" },
  storage: "2 GiB",
  onDelete: "delete",
};
const OPERATED = {
  kind: "cloudNativePg",
  image: `r/cnpg:17.6-minimal-trixie@sha256:${"a".repeat(64)}`,
  instances: 3,
} as const;
const OUTSIDE = { kind: "external", host: "db", cidr: "10.1.0.0/16" } as const;
const secrets = { owner: "o", app: "a" };

/** What is given, and the one argument that must be named. */
const WRONG: readonly (readonly [object, string])[] = [
  [{ database: "template1" }, "database"],
  [{ database: "Shop" }, "database"],
  [{ database: "shop'; drop" }, "database"],
  [{ onDelete: "keep" }, "onDelete"],
  [{ server: { ...ARGS.server, image: "postgres:17" } }, "server.image"],
  [{ server: { kind: "cloudNativePg", image: "cnpg:17", instances: 3 } }, "server.image"],
  [{ server: { ...ARGS.server, kind: "cloudNativePg", instances: 3 } }, "server.image"],
  [{ server: { ...OPERATED, image: OPERATED.image.replace(":17", ":16") } }, "server.image"],
  [{ server: { ...OPERATED, instances: 0 } }, "server.instances"],
  [{ server: { ...OUTSIDE, secrets, host: "a b" } }, "server.host"],
  [{ server: { ...OUTSIDE, secrets, port: 0 } }, "server.port"],
  [{ server: { ...OUTSIDE, secrets, cidr: "everywhere" } }, "server.cidr"],
  [{ cpu: { cores: 0 } }, "cpu.cores"],
  [{ cpu: { cores: 0.0105 } }, "cpu.cores"],
  [{ cpu: { cores: 1, request: "2 CPU" } }, "cpu.request"],
  [{ memory: { limit: "64 MiB" } }, "memory.limit"],
  [{ memory: {} }, "memory.limit"],
  [{ memory: { limit: "512 MiB", request: "1 GiB" } }, "memory.request"],
  [{ storage: "100 MiB" }, "storage"],
  [{ connections: 3 }, "connections"],
  [{ connections: 33 }, "connections"],
  [{ settings: { fsync: "off" } }, "settings.fsync"],
  [{ settings: { ssl_ciphers: "NULL" } }, "settings.ssl_ciphers"],
  [{ settings: { shared_buffers: "1GB" } }, "settings.shared_buffers"],
  [{ settings: { include: "/etc/passwd" } }, "settings.include"],
  [{ settings: { log_statement: "none'\nfsync = 'off" } }, "settings.log_statement"],
  [{ settings: { "Work Mem": "1" } }, "settings.Work Mem"],
];

test.each(WRONG)("refuses %j, and names the argument", (more, path) => {
  const problems = postgresProblems("db", { ...ARGS, ...more });

  expect(problems.map((problem) => problem.path)).toEqual([path]);
});

test.each(["Db", "-db", "x".repeat(41), ""])("refuses the name '%s'", (name) => {
  expect(postgresProblems(name, ARGS).map(({ path }) => path)).toEqual(["name"]);
});

test.each<Partial<PostgresArgs>>([
  {},
  { connections: 32, settings: { random_page_cost: "1.1", "auto_explain.log_nested": "on" } },
  { server: { ...OUTSIDE, secrets } },
  { server: OPERATED },
  { cpu: { cores: 0.01, request: "10 mCPU" }, memory: { limit: "128 MiB" }, storage: "512 MiB" },
])("accepts %j", (more) => {
  expect(postgresProblems("db", { ...ARGS, ...more })).toEqual([]);
});

test("throws before anything is registered, and says the way out", async () => {
  const recorder = await Recorder.start();

  expect(() => new Postgres("db", { ...ARGS, connections: 100 })).toThrow(
    "Postgres 'db' has 1 problem:\n" +
      "  'connections' (100) must be at most 32, which a quarter of 'memory.limit' (512 MiB) holds",
  );
  await recorder.settle();
  expect(recorder.resources).toEqual([]);
});
