import { kubeconfig, kubectl, nodeImage, podSpec, RUNS } from "./support/cluster";
import { type Bag, Driver } from "./support/driver";
import { at, k8sUrn } from "./support/manifests";
import { standInTest, startPlugin } from "./support/plugins";
import { startSession, stopSession } from "./support/session";
import { MISSING_IMAGE, reasonsOf, refusal, SOON, workloadIn } from "./support/waiting";

jest.setTimeout(60_000);
let driver: Driver;
let ns: string;
let image: string;

beforeAll(async () => {
  ({ driver, ns } = await startSession());
  image = await nodeImage();
});
afterAll(() => stopSession(ns));

const workload = (type: string, name: string, pod: Bag, more?: Bag, metadata?: Bag) =>
  workloadIn(ns, type, name, pod, more, metadata);

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

  test("of parallel pods takes a good template after one that cannot start", async () => {
    const more = { serviceName: "srepaired", podManagementPolicy: "Parallel" };
    const broken = workload(type, "srepaired", podSpec(MISSING_IMAGE), more, SOON);
    const { partial } = await refusal(driver.create(STATEFUL_SET, broken));

    const states = { olds: partial?.properties ?? {}, oldInputs: broken };
    const news = workload(type, "srepaired", podSpec(image), more);
    const repaired = await driver.update(STATEFUL_SET, `${ns}/srepaired`, { ...states, news });

    expect(at(repaired, "status", "readyReplicas")).toBe(1);
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

  standInTest("kubernetes")("that cannot start says which pod and why", async () => {
    const inputs = workload("apps/v1:DaemonSet", "dbad", podSpec(MISSING_IMAGE), {}, SOON);

    expect(reasonsOf(await refusal(driver.create(DAEMON_SET, inputs)))).toMatch(/\[Pod .*dbad-/);
  });
});
