import {
  container,
  ENDS_BADLY,
  ENDS_WELL,
  kubeconfig,
  kubectl,
  makeNamespace,
  nodeImage,
  podSpec,
  removeNamespace,
  RUNS,
} from "./support/cluster";
import { CallError, type Bag, Driver } from "./support/driver";
import { at, k8sUrn } from "./support/manifests";
import { isStandIn, startPlugin } from "./support/plugins";

const standInTest = isStandIn("kubernetes") ? test : test.skip;
jest.setTimeout(60_000);
let driver: Driver;
let ns: string;
let image: string;

beforeAll(async () => {
  [ns, image] = await Promise.all([makeNamespace(), nodeImage()]);
  driver = await startPlugin("kubernetes");
  await driver.configure({ kubeconfig });
});
afterAll(async () => {
  Driver.stopAll();
  await removeNamespace(ns);
});

/** Long enough for a busy machine; the annotation is what fails soon where failing is meant. */
const SOON = { annotations: { "pulumi.com/timeoutSeconds": "3" } };

function object(type: string, name: string, spec: Bag, metadata: Bag = {}): Bag {
  const [version = "", kind] = type.split(":");
  const apiVersion = version.replace("core/", "");
  return { apiVersion, kind, metadata: { name, namespace: ns, ...metadata }, spec };
}

function workload(type: string, name: string, pod: Bag, more: Bag = {}, metadata: Bag = {}): Bag {
  const labels = { app: name };
  const template = { metadata: { labels }, spec: pod };
  return object(type, name, { selector: { matchLabels: labels }, template, ...more }, metadata);
}

const MISSING_IMAGE = "tare.invalid/missing:1";

async function refusal(call: Promise<unknown>): Promise<CallError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof CallError)) throw new Error("the call was to fail, and did not");
  return error;
}

function reasonsOf(error: CallError): string {
  return (error.partial?.reasons ?? []).join("\n");
}

describe("a Deployment", () => {
  const DEPLOYMENT = k8sUrn("apps/v1:Deployment");

  test("is created when its pods are available, then rolled out anew", async () => {
    const old = workload("apps/v1:Deployment", "web", podSpec(image));
    const { id, properties } = await driver.create(DEPLOYMENT, old);
    expect(at(properties, "status", "availableReplicas")).toBe(1);

    const news = workload("apps/v1:Deployment", "web", podSpec(image, [...RUNS, "-quiet"]));
    const updated = await driver.update(DEPLOYMENT, id, { olds: properties, oldInputs: old, news });

    expect(at(updated, "status")).toMatchObject({ updatedReplicas: 1, availableReplicas: 1 });
    expect(driver.said.some(({ passing }) => passing)).toBe(true);
  });

  test("whose pods cannot start is kept with the reason, waited for again, and repaired", async () => {
    const broken = workload("apps/v1:Deployment", "broken", podSpec(MISSING_IMAGE), {}, SOON);

    const failed = await refusal(driver.create(DEPLOYMENT, broken));
    expect(failed.partial).toMatchObject({ id: `${ns}/broken`, inputs: broken });
    expect(reasonsOf(failed)).toMatch(/\[Pod .*broken-.*\].*(ErrImageNeverPull|not present)/s);
    expect(reasonsOf(failed)).toMatch(/MinimumReplicasUnavailable/);

    const olds = failed.partial?.properties ?? {};
    const seen = await refusal(driver.read(DEPLOYMENT, `${ns}/broken`, olds, broken));
    expect(reasonsOf(seen)).toMatch(/\[Pod .*broken-/);

    const states = { olds, oldInputs: broken, news: broken };
    const again = await refusal(driver.update(DEPLOYMENT, `${ns}/broken`, states));
    expect(reasonsOf(again)).toMatch(/\[Pod .*broken-/);

    const news = workload("apps/v1:Deployment", "broken", podSpec(image));
    const repaired = await driver.update(DEPLOYMENT, `${ns}/broken`, { ...states, news });
    expect(at(repaired, "status", "availableReplicas")).toBe(1);
  });

  test("is not waited for with the annotation skipAwait", async () => {
    const metadata = { annotations: { "pulumi.com/skipAwait": "true" } };
    const inputs = workload(
      "apps/v1:Deployment",
      "unwatched",
      podSpec(MISSING_IMAGE),
      {},
      metadata,
    );

    const { id, properties } = await driver.create(DEPLOYMENT, inputs);

    expect(id).toBe(`${ns}/unwatched`);
    await driver.delete(DEPLOYMENT, id, properties);
  });

  test("has gone with its pods when the deletion returns", async () => {
    const inputs = workload("apps/v1:Deployment", "short", podSpec(image));
    const { id, properties } = await driver.create(DEPLOYMENT, inputs);

    await driver.delete(DEPLOYMENT, id, properties);

    expect(await kubectl("get", "pods", "-n", ns, "-l", "app=short", "-o", "name")).toBe("");
  });

  test("is kept as unfinished when the user cancels the wait", async () => {
    const impatient = await startPlugin("kubernetes");
    await impatient.configure({ kubeconfig });
    const inputs = workload("apps/v1:Deployment", "cancelled", podSpec(MISSING_IMAGE));
    const creating = refusal(impatient.create(DEPLOYMENT, inputs));
    await kubectl("wait", "deployment", "cancelled", "-n", ns, "--for=create", "--timeout=20s");

    await impatient.cancel();
    const failed = await creating;
    impatient.stop();

    expect(failed.message).toMatch(/cancelled/);
    expect(failed.partial).toMatchObject({ id: `${ns}/cancelled`, inputs });
  });
});

describe("a StatefulSet", () => {
  const STATEFUL_SET = k8sUrn("apps/v1:StatefulSet");
  const type = "apps/v1:StatefulSet";

  test("is ready with all its replicas, also after a rollout", async () => {
    const old = workload(type, "db", podSpec(image), { serviceName: "db", replicas: 2 });
    const { id, properties } = await driver.create(STATEFUL_SET, old);
    expect(at(properties, "status", "readyReplicas")).toBe(2);

    const news = workload(type, "db", podSpec(image, [...RUNS, "-quiet"]), {
      serviceName: "db",
      replicas: 1,
    });
    const updated = await driver.update(STATEFUL_SET, id, {
      olds: properties,
      oldInputs: old,
      news,
    });

    expect(at(updated, "status", "updateRevision")).toBe(at(updated, "status", "currentRevision"));
  });

  test("that cannot start says which pod and why", async () => {
    const inputs = workload(type, "sbad", podSpec(MISSING_IMAGE), { serviceName: "sbad" }, SOON);

    expect(reasonsOf(await refusal(driver.create(STATEFUL_SET, inputs)))).toMatch(
      /\[Pod .*sbad-0\]/,
    );
  });
});

describe("a DaemonSet", () => {
  const DAEMON_SET = k8sUrn("apps/v1:DaemonSet");

  test("is ready when every node runs its pod", async () => {
    const inputs = workload("apps/v1:DaemonSet", "agent", podSpec(image));

    const { properties } = await driver.create(DAEMON_SET, inputs);

    expect(at(properties, "status", "numberAvailable")).toBe(
      at(properties, "status", "desiredNumberScheduled"),
    );
  });

  standInTest("that cannot start says which pod and why", async () => {
    const inputs = workload("apps/v1:DaemonSet", "dbad", podSpec(MISSING_IMAGE), {}, SOON);

    expect(reasonsOf(await refusal(driver.create(DAEMON_SET, inputs)))).toMatch(/\[Pod .*dbad-/);
  });
});

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

  standInTest("that is suspended is not waited for", async () => {
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

    expect(Date.now() - start).toBeLessThan(2_500);
  });
});

describe("a PersistentVolumeClaim", () => {
  const CLAIM = k8sUrn("core/v1:PersistentVolumeClaim");
  const claimOf = (name: string, spec: Bag) =>
    object("core/v1:PersistentVolumeClaim", name, {
      ...{ accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Mi" } } },
      ...spec,
    });

  standInTest("of a class that does not exist fails within the time given", async () => {
    const inputs = claimOf("nowhere", { storageClassName: "nowhere" });

    const failed = await refusal(driver.create(CLAIM, inputs, { timeout: 3 }));

    expect(reasonsOf(failed)).toMatch(/storage class "nowhere" does not exist/);
  });

  test("of a class that binds with the first pod leaves nothing to wait for", async () => {
    const { id } = await driver.create(CLAIM, claimOf("later", {}));

    expect(id).toBe(`${ns}/later`);
  });
});
