import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../report/report";
import { readSession } from "../../report/sessions/readSession";
import { Checkout } from "../support/checkout";
import { childrenOf, Driver, type Outcome, sessionOf } from "../support/tare";
import { besideBusyLoop } from "./busyLoop";
import { ecommerceTests } from "./ecommerce";
import { kubectlOf } from "./kubectl";
import { jobOf, podSpecsTests } from "./podSpecs";
import { policyTests } from "./policies";
import { secondCloneTests } from "./secondClone";
import { docker, stateHome, type Surroundings, surroundings } from "./surroundings";
import { trialsTests } from "./trials";

// The tests tell one story and share one cluster, so they run in order and the first that cannot
// bring the cluster up fails the rest.
const instance = process.env.TARE_INSTANCE ?? "tare-test";
const servers = ["hyperlane", "mine", "node-std", "reference", "rocket", "rust-std", "tokio"];
const minute = 60_000;

let checkout: Checkout;
let tare: Driver;
let before: Surroundings;

beforeAll(() => {
  before = surroundings(instance);
  checkout = new Checkout();
  addOwnServer();
  tare = new Driver(checkout.dir, instance);
});

afterAll(() => checkout.remove());

test(
  "`up` on a machine without the cluster deploys, measures and reports",
  () => {
    succeed(tare.tare("up"));

    const text = readFileSync(checkout.path("out/dev/report.json"), "utf8");
    const { sessions, servers: measured, variants } = JSON.parse(text) as Report;
    expect(sessions.flatMap(({ starts }) => starts).filter(({ refusal }) => refusal)).toEqual([]);
    expect(measured.map(({ name }) => name).sort()).toEqual(servers);
    expect(variants.map(({ name }) => name)).toEqual(["shop-tuned"]);
    expect(variants.flatMap(({ settings }) => settings).filter(({ kept }) => !kept)).toEqual([]);
    for (const { figures } of measured) expect(figures.loadBytes).toBeDefined();
    for (const file of ["report.html", "report.md"]) {
      expect(statSync(checkout.path(`out/dev/${file}`)).size).toBeGreaterThan(1_000);
    }
  },
  25 * minute,
);

test("every server's namespace enforces restricted pods and every pod is ready", () => {
  const label = "jsonpath={.metadata.labels.pod-security\\.kubernetes\\.io/enforce}";
  const enforced = tare.kubectl("get", "namespace", "frameworks", "-o", label);
  const ready = tare.kubectl(
    ...["get", "deployments", "-n", "frameworks", "-o"],
    'jsonpath={range .items[*]}{.metadata.name}={.status.readyReplicas}{"\\n"}{end}',
  );

  expect(enforced.output).toBe("restricted");
  expect(ready.output.trim().split("\n").sort()).toEqual(servers.map((name) => `${name}=1`));
});

test("no secret stands in the state", () => {
  const state = tare.tool("pulumi", "stack", "export", "--stack", "dev");

  expect(state.code).toBe(0);
  expect(state.output).not.toMatch(/client-key-data|BEGIN (RSA |EC )?PRIVATE KEY/);
});

describe("of the shop", () => ecommerceTests(() => tare));

describe("of the shop at work", () =>
  trialsTests(
    () => tare,
    () => checkout,
  ));

describe("of pod specs", () =>
  podSpecsTests(
    () => tare,
    () => checkout,
  ));

policyTests(() => tare, instance);

test(
  "a session beside a busy loop is called noisy, and gives no figure",
  async () => {
    const job = jobOf(kubectlOf(tare), "hyperlane");

    const { session } = readSession([await besideBusyLoop(tare, job)]);

    expect(session.measured?.cost).toMatchObject({ kind: "noisy" });
    const reasons = session.measured?.dropped.filter(({ phase }) => phase === "cost");
    expect(reasons?.map(({ kind }) => kind)).toContain("foreign-cpu");
  },
  3 * minute,
);

secondCloneTests(
  () => tare,
  () => checkout,
  instance,
);

test(
  "a change of one server's source touches its image, Deployment, Job and Jobs on demand, and nothing else",
  () => {
    const source = checkout.path("services/frameworks/node-std", mainSource("node-std"));
    writeFileSync(source, `${readFileSync(source, "utf8")}\n// One more line.\n`);

    const kinds = tare.planned().map((step) => step.replace(/^\S+ /, ""));

    const touched = new Set(kinds.map((step) => step.split(" ")[0]?.split("$").at(-1)));
    expect([...touched].sort()).toEqual([
      "docker:index/image:Image",
      "kubernetes:apps/v1:Deployment",
      "kubernetes:batch/v1:Job",
      "kubernetes:core/v1:ConfigMap",
    ]);
    const own = /node-std|tare-benchmark-on-demand/;
    expect(kinds.filter((step) => !own.test(step))).toEqual([]);
  },
  5 * minute,
);

test(
  "`up` converges after a kill -9 of `pulumi up` in its middle",
  async () => {
    const running = tare.start("up");
    const pulumi = await appears(() => childrenOf(running.pid, "pulumi up"));
    await waitFor(() => podsOf("node-std").length > 1 || !alive(pulumi), 3 * minute);
    if (alive(pulumi)) process.kill(pulumi, "SIGKILL");
    const killed = await running.ended;
    await waitFor(() => sessionOf(running.pid).length === 0, minute / 6);
    const abandoned = sessionOf(running.pid);
    for (const pid of abandoned) process.kill(pid, "SIGKILL");

    succeed(tare.tare("up"));

    expect(killed.code).not.toBe(0);
    expect(abandoned).toEqual([]);
    expect(tare.planned()).toEqual([]);
  },
  15 * minute,
);

test(
  "a hand-deleted Deployment comes back",
  () => {
    tare.kubectl("delete", "deployment", "reference", "-n", "frameworks");

    succeed(tare.tare("up"));

    const ready = tare.kubectl(
      ...["get", "deployment", "reference", "-n", "frameworks", "-o"],
      "jsonpath={.status.readyReplicas}",
    );
    expect(ready.output).toBe("1");
  },
  10 * minute,
);

test(
  "`up` goes on where the cluster's container was stopped",
  () => {
    docker("stop", `${instance}-control-plane`);

    succeed(tare.tare("up"));

    expect(tare.planned()).toEqual([]);
  },
  10 * minute,
);

test("the work tree stays clean throughout", () => {
  checkout.commit("the change of one server");

  expect(checkout.status()).toBe("");
});

test(
  "`down` leaves nothing of the instance and nothing else changed",
  () => {
    succeed(tare.tare("down"));

    expect(docker("ps", "-aq", "--filter", `name=^${instance}-`)).toBe("");
    expect(readdirSync(join(stateHome(), "tare"))).not.toContain(instance);
    expect(surroundings(instance)).toEqual(before);
    expect(checkout.status()).toBe("");
  },
  5 * minute,
);

/** One that the project does not contain joins by configuration alone. */
function addOwnServer(): void {
  const file = checkout.path("Pulumi.dev.yaml");
  const own = "  tare:contestants:\n    mine:\n      context: test/support/ownServer\n";
  writeFileSync(file, readFileSync(file, "utf8") + own);
  checkout.commit("a server of the user's own");
}

/** Throws with all that was printed, since the instance's logs go with it. */
function succeed({ code, output }: Outcome): void {
  if (code !== 0) throw new Error(`exit code ${code}\n${output}`);
}

function mainSource(server: string): string {
  const files = readdirSync(checkout.path("services/frameworks", server));
  const source = files.find((name) => /\.(m?js|ts)$/.test(name));
  if (source === undefined) throw new Error(`no source of ${server} among ${files.join(", ")}`);
  return source;
}

function podsOf(server: string): string[] {
  const pods = tare.kubectl(
    ...["get", "pods", "-n", "frameworks", "-l", `app.kubernetes.io/name=${server}`],
    ...["-o", "name"],
  );
  return pods.output.split("\n").filter((line) => line.startsWith("pod/"));
}

function alive(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}

async function appears(find: () => number[]): Promise<number> {
  let found: number[] = [];
  await waitFor(() => (found = find()).length > 0, 3 * minute);
  const [first] = found;
  if (first === undefined) throw new Error("`pulumi up` did not start");
  return first;
}

async function waitFor(condition: () => boolean, limit: number): Promise<void> {
  const end = Date.now() + limit;
  while (!condition() && Date.now() < end) await new Promise((next) => setTimeout(next, 500));
}
