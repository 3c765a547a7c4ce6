import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { API_SERVER, ApiServer, AUDIENCE } from "./apiServer";
import {
  BUILD_MILLISECONDS,
  buildImage,
  type Container,
  docker,
  removeAll,
  startReady,
  startServer,
} from "./docker";
import { buildReader, parseReadBack, RIGHTS, serverSockets } from "./readBack";

const ALLOWED = "system:serviceaccount:tare-benchmark:loadgen";
const ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";
const CGROUPS = "/host/sys/fs/cgroup";

const readingSchema = z.strictObject({
  schema: z.literal("tare-nodeprobe/1"),
  atNanos: z.number(),
  cgroup: z.union([z.literal(1), z.literal(2)]),
  cpu: z.strictObject({
    usageNanos: z.number(),
    userNanos: z.number(),
    systemNanos: z.number(),
    periods: z.number(),
    throttledPeriods: z.number(),
    throttledNanos: z.number(),
    quotaMicros: z.number().nullable(),
    periodMicros: z.number(),
  }),
  memory: z.strictObject({
    currentBytes: z.number(),
    peakBytes: z.number().nullable(),
    workingSetBytes: z.number(),
    limitBytes: z.number().nullable(),
    anonBytes: z.number(),
    fileBytes: z.number(),
  }),
  cpus: z.string().regex(/^\d+(-\d+)?(,\d+(-\d+)?)*$/),
  pids: z.number(),
});

const nodeSchema = z.strictObject({
  schema: z.literal("tare-nodeprobe/1"),
  atNanos: z.number(),
  cpu: z.strictObject({ usageNanos: z.number() }),
});

type Reading = z.infer<typeof readingSchema>;

let account: string;
let api: ApiServer;
let server: Container;
let probe: Container;

jest.setTimeout(60_000);

beforeAll(async () => {
  const [image, reference] = [await buildReader(), await buildImage("frameworks/reference")];
  account = mkdtempSync(join(tmpdir(), "tare-account-"));
  chmodSync(account, 0o755);
  for (const [name, text] of Object.entries(ApiServer.account())) {
    writeFileSync(join(account, name), text);
  }
  api = await ApiServer.start({ good: ALLOWED, again: ALLOWED, other: `${ALLOWED}-2` });
  server = await startServer(reference, { BACKLOG: "777" });
  probe = await startProbe(image);
}, BUILD_MILLISECONDS);

afterAll(async () => {
  await api.stop();
  await removeAll();
  rmSync(account, { recursive: true, force: true });
});

/** As its pod runs it: among the processes of this machine, with its cgroups, unable to write. */
function startProbe(image: string): Promise<Container> {
  const variables = {
    ALLOWED_USER: ALLOWED,
    CGROUP_ROOT: CGROUPS,
    KUBERNETES_SERVICE_HOST: API_SERVER,
    KUBERNETES_SERVICE_PORT: String(api.port),
  };
  const env = Object.entries(variables).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
  const sees = ["--pid", "host", "--volume", `/sys/fs/cgroup:${CGROUPS}:ro`];
  const reach = ["--publish", "127.0.0.1::8090", "--add-host", `${API_SERVER}:host-gateway`];
  const own = ["--volume", `${account}:${ACCOUNT}:ro`];
  return startReady([...RIGHTS, ...sees, ...own, ...reach, ...env, image], 8090);
}

async function ask(path: string, token?: string): Promise<{ status: number; body: unknown }> {
  const headers = token === undefined ? undefined : { Authorization: `Bearer ${token}` };
  const answer = await fetch(`http://127.0.0.1:${probe.port}${path}`, { headers });
  return { status: answer.status, body: await answer.json() };
}

async function read(): Promise<Reading> {
  const { status, body } = await ask(`/v1/containers/${server.id}`, "good");
  expect([status, body]).toEqual([200, expect.anything()]);
  return readingSchema.parse(body);
}

/** CPU time of a container's first process, by the kernel's other account of it. */
async function processSeconds({ id }: Container): Promise<number> {
  const pid = await docker(["inspect", "--format", "{{.State.Pid}}", id]);
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Asks the server until it has used so much CPU time; gives up after 30 s. */
async function load(seconds: number): Promise<void> {
  const enough = (await processSeconds(server)) + seconds;
  const end = Date.now() + 30_000;
  while (Date.now() < end && (await processSeconds(server)) < enough) {
    for (let round = 0; round < 50; round += 1) {
      const call = (): Promise<ArrayBuffer> =>
        fetch(`http://127.0.0.1:${server.port}/bytes/65536`).then((answer) => answer.arrayBuffer());
      await Promise.all(Array.from({ length: 8 }, call));
    }
  }
}

test("reads a container's limits from its cgroup", async () => {
  const { cpu, memory, pids } = await read();

  expect(cpu).toMatchObject({ quotaMicros: 200_000, periodMicros: 100_000 });
  expect(memory.limitBytes).toBe(512 * 1024 ** 2);
  expect(memory.workingSetBytes).toBeGreaterThan(0);
  expect(memory.workingSetBytes).toBeLessThanOrEqual(memory.currentBytes);
  expect(memory.peakBytes).toBeGreaterThanOrEqual(memory.currentBytes);
  expect(pids).toBeGreaterThan(0);
});

test("two readings give the CPU time between them, as the process's own account has it", async () => {
  const before = { reading: await read(), process: await processSeconds(server), at: Date.now() };
  await load(0.3);
  const after = { reading: await read(), process: await processSeconds(server), at: Date.now() };

  const nanos = (pick: (reading: Reading) => number): number =>
    pick(after.reading) - pick(before.reading);
  const used = nanos(({ cpu }) => cpu.usageNanos) / 1e9;
  const ran = after.process - before.process;
  expect(ran).toBeGreaterThanOrEqual(0.3);
  // Counted in steps of 10 ms, one for each of two kinds of time, and not at the very same moments.
  expect(Math.abs(used - ran)).toBeLessThan(0.05 + 0.05 * ran);
  const split = nanos(({ cpu }) => cpu.userNanos + cpu.systemNanos) / 1e9;
  expect(Math.abs(used - split)).toBeLessThan(0.05);
  const between = (after.at - before.at) / 1000;
  expect(Math.abs(nanos(({ atNanos }) => atNanos) / 1e9 - between)).toBeLessThan(0.5);
});

test("all tasks of the node use what the server uses, and no more than there is", async () => {
  const node = async () => nodeSchema.parse((await ask("/v1/node", "good")).body);
  const before = { node: await node(), reading: await read() };
  await load(0.3);
  const after = { reading: await read(), node: await node() };

  const used = after.node.cpu.usageNanos - before.node.cpu.usageNanos;
  const own = after.reading.cpu.usageNanos - before.reading.cpu.usageNanos;
  expect(own).toBeGreaterThan(0.2e9);
  expect(used).toBeGreaterThanOrEqual(own);
  const between = after.node.atNanos - before.node.atNanos;
  // Each of the two readings is of all cores, one after another.
  expect(used).toBeLessThanOrEqual(1.02 * between * availableParallelism());
});

test("reads what a container's settings came to, with the right to trace alone", async () => {
  const { status, body } = await ask(`/v1/containers/${server.id}/settings`, "good");

  expect([status, body]).toEqual([200, expect.anything()]);
  const seen = parseReadBack(body);
  expect(seen.processes.map(({ command }) => command)).toEqual([["/reference"]]);
  const listening = serverSockets(seen).filter((one) => one.listening);
  expect(listening.map(({ backlog }) => backlog)).toContain(777);
  for (const { threads } of seen.processes) {
    expect(threads.map(({ cpus }) => cpus)).not.toContain("");
  }
});

test("asks the API server whose the token is, with a token of its own, once for each", async () => {
  await ask(`/v1/containers/${server.id}`, "again");
  await ask(`/v1/containers/${server.id}/settings`, "again");

  const questions = api.asked.filter(({ question }) => question.spec.token === "again");
  expect(questions).toEqual([
    {
      url: "/apis/authentication.k8s.io/v1/tokenreviews",
      authorization: "Bearer own-token",
      question: {
        apiVersion: "authentication.k8s.io/v1",
        kind: "TokenReview",
        spec: { token: "again", audiences: [AUDIENCE] },
      },
    },
  ]);
});

test("refuses everybody else, and says why", async () => {
  const path = `/v1/containers/${server.id}`;

  expect(await ask(path)).toMatchObject({
    status: 401,
    body: { error: expect.stringContaining("must show a token") as string },
  });
  expect(await ask(path, "wrong")).toMatchObject({
    status: 401,
    body: { error: expect.stringContaining("invalid bearer token") as string },
  });
  expect(await ask(path, "other")).toEqual({
    status: 403,
    body: { error: `${ALLOWED}-2 may not ask: only ${ALLOWED} may` },
  });
});

test("says that a container is not here, and refuses what is none", async () => {
  const absent = await ask(`/v1/containers/${"0".repeat(64)}`, "good");
  const none = await ask("/v1/containers/none", "good");

  expect([absent.status, none.status]).toEqual([404, 400]);
});

test("says that the API server is away, and still knows whom it has just asked about", async () => {
  await read();
  await api.stop();

  const path = `/v1/containers/${server.id}`;
  expect(await ask(path, "new")).toMatchObject({
    status: 503,
    body: { error: expect.stringContaining("the API server cannot be reached") as string },
  });
  expect((await ask(path, "good")).status).toBe(200);
});
