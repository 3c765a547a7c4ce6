import { container, ENDS_BADLY, ENDS_WELL, nodeImage, podSpec, RUNS } from "./support/cluster";
import { type Bag, Driver } from "./support/driver";
import { at, k8sUrn } from "./support/manifests";
import { isStandIn, standInTest } from "./support/plugins";
import { startSession, stopSession } from "./support/session";
import { objectIn, reasonsOf, refusal, SOON } from "./support/waiting";

jest.setTimeout(60_000);
let driver: Driver;
let ns: string;
let image: string;

beforeAll(async () => {
  ({ driver, ns } = await startSession());
  image = await nodeImage();
});
afterAll(() => stopSession(ns));

const object = (type: string, name: string, spec: Bag, metadata?: Bag) =>
  objectIn(ns, type, name, spec, metadata);

describe("a Job", () => {
  const JOB = k8sUrn("batch/v1:Job");
  const jobOf = (name: string, args: string[], more: Bag = {}, metadata: Bag = {}) => {
    const pod = podSpec(image, args, { restartPolicy: "Never" });
    return object(
      "batch/v1:Job",
      name,
      { backoffLimit: 0, template: { spec: pod }, ...more },
      metadata,
    );
  };

  test("is created when it has completed", async () => {
    const { properties } = await driver.create(JOB, jobOf("good", ENDS_WELL));

    expect(at(properties, "status", "succeeded")).toBe(1);
  });

  test("that fails ends the wait at once, with the exit code", async () => {
    const start = Date.now();

    const failed = await refusal(driver.create(JOB, jobOf("bad", ENDS_BADLY)));

    expect(Date.now() - start).toBeLessThan(45_000);
    expect(reasonsOf(failed)).toMatch(/\[Pod .*bad-.*\].*exit code 1/s);
    expect(reasonsOf(failed)).toMatch(/BackoffLimitExceeded/);
  });

  standInTest("kubernetes")("that is suspended is not waited for", async () => {
    const { id } = await driver.create(JOB, jobOf("idle", ENDS_WELL, { suspend: true }));

    expect(id).toBe(`${ns}/idle`);
  });
});

describe("a Pod", () => {
  const POD = k8sUrn("core/v1:Pod");

  test("is created when it is ready", async () => {
    const { properties } = await driver.create(POD, object("core/v1:Pod", "one", podSpec(image)));

    expect(at(properties, "status", "phase")).toBe("Running");
  });

  test("that fits on no node says so in time", async () => {
    const spec = podSpec(image, RUNS, { nodeSelector: { "tare.dev/nowhere": "true" } });

    const failed = await refusal(driver.create(POD, object("core/v1:Pod", "homeless", spec, SOON)));

    expect(failed.partial?.id).toBe(`${ns}/homeless`);
    if (isStandIn("kubernetes"))
      expect(reasonsOf(failed)).toMatch(/not scheduled.*nodes are available/s);
  });
});

describe("a Service", () => {
  const SERVICE = k8sUrn("core/v1:Service");
  const serviceOf = (name: string, spec: Bag, metadata: Bag = {}) =>
    object("core/v1:Service", name, { ports: [{ port: 80, targetPort: 1053 }], ...spec }, metadata);

  test("is ready when an endpoint is, without a fixed wait", async () => {
    const pod = object("core/v1:Pod", "behind", podSpec(image), { labels: { app: "behind" } });
    await driver.create(k8sUrn("core/v1:Pod"), pod);
    const start = Date.now();

    await driver.create(SERVICE, serviceOf("behind", { selector: { app: "behind" } }));

    if (isStandIn("kubernetes")) expect(Date.now() - start).toBeLessThan(8_000);
  });

  test("whose pods are not ready is kept with the reason", async () => {
    const probe = { readinessProbe: { httpGet: { path: "/", port: 1 } } };
    const spec = {
      containers: [{ ...container(image), ...probe }],
      terminationGracePeriodSeconds: 0,
    };
    const metadata = {
      labels: { app: "unready" },
      annotations: { "pulumi.com/skipAwait": "true" },
    };
    await driver.create(k8sUrn("core/v1:Pod"), object("core/v1:Pod", "unready", spec, metadata));

    const failed = await refusal(
      driver.create(SERVICE, serviceOf("unready", { selector: { app: "unready" } }, SOON)),
    );

    expect(reasonsOf(failed)).toMatch(/selector/);
  });

  test("whose selector matches no pod is taken as meant so", async () => {
    const { id } = await driver.create(
      SERVICE,
      serviceOf("lonely", { selector: { app: "nobody" } }),
    );

    expect(id).toBe(`${ns}/lonely`);
  });

  test("that no load balancer serves says so", async () => {
    const inputs = serviceOf("lb", { type: "LoadBalancer", selector: { app: "nobody" } }, SOON);

    expect(reasonsOf(await refusal(driver.create(SERVICE, inputs)))).toMatch(/address/);
  });

  test.each<[string, Bag]>([
    ["headless", { clusterIP: "None", selector: { app: "nobody" } }],
    ["without a selector", {}],
  ])("%s has nothing to wait for", async (what, spec) => {
    const start = Date.now();

    await driver.create(
      SERVICE,
      serviceOf(`no-wait-${what.slice(0, 4)}`.replace("with", "w"), spec),
    );

    expect(Date.now() - start).toBeLessThan(20_000);
  });
});

describe("a PersistentVolumeClaim", () => {
  const CLAIM = k8sUrn("core/v1:PersistentVolumeClaim");
  const claimOf = (name: string, spec: Bag) =>
    object("core/v1:PersistentVolumeClaim", name, {
      ...{ accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Mi" } } },
      ...spec,
    });

  standInTest("kubernetes")(
    "of a class that does not exist fails within the time given",
    async () => {
      const inputs = claimOf("nowhere", { storageClassName: "nowhere" });

      const failed = await refusal(driver.create(CLAIM, inputs, { timeout: 3 }));

      expect(reasonsOf(failed)).toMatch(/storage class "nowhere" does not exist/);
    },
  );

  test("of a class that binds with the first pod leaves nothing to wait for", async () => {
    const { id } = await driver.create(CLAIM, claimOf("later", {}));

    expect(id).toBe(`${ns}/later`);
  });
});
