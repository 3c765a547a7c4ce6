import { Database, PROBING } from "../../services/shop/src/database/database";
import { BUILD_MILLISECONDS, buildImage, docker } from "./docker";
import { PASSWORDS, PostgresServer, type Role } from "./postgresServer";

jest.setTimeout(120_000);

let image: string;
let server: PostgresServer;

beforeAll(async () => {
  image = await buildImage("postgres");
}, BUILD_MILLISECONDS);

async function fresh(): Promise<PostgresServer> {
  server = await PostgresServer.create(image);
  return server;
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("a database", () => {
  beforeAll(async () => {
    await (await fresh()).start();
    await server.ready();
  }, 60_000);
  afterAll(() => server.destroy());

  test("has checksums and durable commits, and tells only its own user", async () => {
    const asked = ["data_checksums", "fsync", "full_page_writes", "synchronous_commit", "ssl"];
    const sql = asked.map((name) => `current_setting('${name}')`).join(" || ',' || ");

    expect(await server.askSuperuser(`select ${sql}`)).toEqual({ code: 0, text: "on,on,on,on,on" });
    expect(await server.askSuperuser("show max_connections")).toEqual({ code: 0, text: "20" });
  });

  test("lets the shop in with channel binding, and no one whose password is another", async () => {
    const settings = await server.settingsOf("app");
    const ask = (): Promise<unknown> => {
      const database = new Database(settings, PROBING, () => undefined);
      const sql = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";
      return database.run((one) => one.query(sql)).finally(() => database.close());
    };

    expect(await ask()).toMatchObject({ rows: [{ ssl: true }] });

    server.write("passwords", "app", "another");
    await expect(ask()).rejects.toMatchObject({ cause: { code: "28P01" } });
    server.write("passwords", "app", PASSWORDS.app);
  });

  test("gives the owner tables and the application rows, and neither more", async () => {
    expect((await server.ask("owner", "create table item (id bigserial, name text)")).code).toBe(0);

    for (const sql of [
      "insert into item (name) values ('a')",
      "update item set name = 'b'",
      "select name from item",
      "delete from item",
    ]) {
      expect([sql, (await server.ask("app", sql)).code]).toEqual([sql, 0]);
    }
    const refused: readonly (readonly [Role, string])[] = [
      ["app", "create table other (id int)"],
      ["app", "create temp table other (id int)"],
      ["app", "drop table item"],
      ["app", "truncate item"],
      ["app", "alter table item add x int"],
      ["app", "create schema other"],
      ["app", "select pg_read_file('/etc/tare/postgres/passwords/owner')"],
      ["app", "select rolpassword from pg_authid"],
      ["app", "set role owner"],
      ["owner", "create role other"],
      ["owner", "create database other"],
      ["owner", "set role postgres"],
      ["owner", "alter system set fsync = off"],
      ["owner", "copy item to program 'cat'"],
    ];
    for (const [role, sql] of refused) {
      const { code, text } = await server.ask(role, sql);
      expect([role, sql, code, text]).toEqual([
        ...[role, sql, 1],
        expect.stringMatching(/permission denied|must be owner|not allowed/) as string,
      ]);
    }
  });

  test("lets nobody in without TLS, without the password, or as anybody else", async () => {
    const plain = await server.ask("app", "select 1", "sslmode=disable");
    expect(plain).toMatchObject({ code: 2 });
    expect(plain.text).toContain("no encryption");

    const wrong = await server.exec(
      ["psql", "host=127.0.0.1 user=app dbname=shop sslmode=require", "-c", "select 1"],
      ["PGPASSWORD=guess"],
    );
    expect(wrong.text).toContain("password authentication failed");
    for (const other of ["user=postgres dbname=shop", "user=app dbname=postgres"]) {
      const { code, text } = await server.exec(
        ["psql", `host=127.0.0.1 ${other} sslmode=require`, "-c", "select 1"],
        [`PGPASSWORD=${PASSWORDS.app}`],
      );
      expect(code).toBe(2);
      expect(text).toMatch(/no pg_hba.conf entry|permission denied for database/);
    }
  });

  test("is alive for the kubelet, and keeps its passwords out of its log", async () => {
    expect((await server.exec(["alive.sh"])).code).toBe(0);

    const log = await server.log();
    for (const password of Object.values(PASSWORDS)) expect(log).not.toContain(password);
    expect(log).not.toContain("SCRAM-SHA-256$");
  });
});

describe("a start", () => {
  beforeEach(fresh);
  afterEach(() => server.destroy());

  test("that is killed again and again, wherever it stands, still ends in a database", async () => {
    for (const milliseconds of [0, 250, 500, 900, 1400]) {
      await server.start();
      await pause(milliseconds);
      await server.signal("KILL");
    }

    await server.start();
    await server.ready();
    expect((await server.ask("owner", "create table item (id int)")).code).toBe(0);
    expect((await server.exec(["sh", "-c", "echo /var/lib/postgresql/*"])).text).toBe(
      "/var/lib/postgresql/17",
    );
  });

  test("after a kill has every row that was committed, and after a stop too", async () => {
    await server.start();
    await server.ready();
    await server.ask("owner", "create table item as select generate_series(1, 1000) as id");

    await server.signal("KILL");
    await server.start();
    await server.ready();
    expect(await server.ask("app", "select count(*) from item")).toEqual({ code: 0, text: "1000" });

    await server.signal("TERM");
    expect(await server.end()).toMatchObject({ code: 0 });
    await server.start();
    await server.ready();
    expect(await server.log()).not.toContain("not properly shut down");
  });

  test.each(["TERM", "INT"] as const)("ends a connection at %s and does not wait", async (name) => {
    await server.start();
    await server.ready();
    const session = server.ask("app", "select pg_sleep(60)");
    await pause(500);

    const begin = Date.now();
    await server.signal(name);
    expect((await server.end()).text).toContain("received fast shutdown request");
    expect(Date.now() - begin).toBeLessThan(10_000);
    await session;
  });

  test("takes a new password, and the old one no more", async () => {
    await server.start();
    await server.ready();
    server.write("passwords", "app", "another");

    await server.start();
    await server.ready();
    expect((await server.ask("app", "select 1")).text).toContain("password authentication failed");
  });

  test("stops with one sentence at a bad setting, and serves with a good one", async () => {
    server.write("settings", "settings.conf", "shared_buffers = '12 elephants'\n");
    await server.start();
    const { code, text } = await server.end();
    expect(code).toBe(78);
    expect(text.trim().split("\n")).toEqual([
      "postgres: the settings are not PostgreSQL's: " +
        'invalid value for parameter "shared_buffers": "12 elephants"',
    ]);

    server.write("settings", "settings.conf", "shared_buffers = '16MB'\nfsync = off\n");
    await server.start();
    await server.ready();
    expect((await server.askSuperuser("show fsync")).text).toBe("on");
  });

  test.each<Record<string, string>>([
    {},
    { DATABASE: "template1" },
    { DATABASE: "a;b" },
    { DATABASE: "Shop" },
  ])("stops with one sentence at %j", async (env) => {
    await server.start(env);

    expect(await server.end()).toEqual({
      code: 78,
      text: expect.stringMatching(/^postgres: DATABASE \(.*\) must be .*\n$/) as string,
    });
  });

  test("stops with one sentence, when a password is empty", async () => {
    server.write("passwords", "app", "");
    await server.start();

    expect(await server.end()).toEqual({
      code: 78,
      text:
        "postgres: /etc/tare/postgres/passwords/app must hold the password of the role app: " +
        "mount the Secret there\n",
    });
  });
});

test("the image holds neither a package manager, nor certificates, nor a key", async () => {
  const list = await docker(["run", "--rm", image, "sh", "-c", "echo /etc/* /etc/*/* /usr/bin/*"]);

  expect(list).toContain("/etc/postgresql/pg_hba.conf");
  expect(list).not.toMatch(/\/(apt|dpkg|perl|curl)|\.(pem|crt|key)|ssl\//);
});
