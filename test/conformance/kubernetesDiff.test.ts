import cases from "./fixtures/kubernetesDiffs.json";
import { type Bag, Driver } from "./support/driver";
import { configMap, k8sUrn, UNKNOWN, urnOf } from "./support/manifests";
import { startPlugin } from "./support/plugins";

let driver: Driver;

beforeAll(async () => {
  driver = await startPlugin("kubernetes");
  await driver.configure({});
});
afterAll(() => Driver.stopAll());

const CLEAN = { changes: "none", replaces: [], deleteBeforeReplace: false, detailed: {} };

describe("the difference between what was and is asked for", () => {
  test.each(cases)("is as recorded for $title", async (recorded) => {
    const { type, oldInputs, news, expected } = recorded;

    const diff = await driver.diff(urnOf(type), "shop/x", oldInputs, news, { __inputs: oldInputs });

    expect({ ...diff, replaces: [...diff.replaces].sort() }).toEqual(expected);
  });

  test.each(cases)("is none when nothing changes, for $title", async ({ type, news }) => {
    expect(await driver.diff(urnOf(type), "shop/x", news, news, { __inputs: news })).toEqual(CLEAN);
  });

  test("names a removed list entry and the shifted ones by index", async () => {
    const env = (...names: string[]) => ({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "web", namespace: "shop" },
      spec: { env: names.map((name) => ({ name })) },
    });

    const diff = await driver.diff(
      k8sUrn("apps/v1:Deployment"),
      "shop/web",
      env("a", "b", "c"),
      env("b", "c"),
    );

    expect(diff.detailed).toEqual({
      "spec.env[0].name": "UPDATE",
      "spec.env[1].name": "UPDATE",
      "spec.env[2]": "DELETE",
    });
  });

  const replacing: [string, string, Bag, Bag, string[]][] = [
    ["a Secret's type", "core/v1:Secret", { type: "a" }, { type: "b" }, ["type"]],
    [
      "a claim's storage class",
      "core/v1:PersistentVolumeClaim",
      { spec: { storageClassName: "a" } },
      { spec: { storageClassName: "b" } },
      ["spec.storageClassName"],
    ],
    [
      "a StatefulSet's service name",
      "apps/v1:StatefulSet",
      { spec: { serviceName: "a" } },
      { spec: { serviceName: "b" } },
      ["spec.serviceName"],
    ],
    [
      "a Service's cluster address",
      "core/v1:Service",
      { spec: { clusterIP: "None" } },
      { spec: {} },
      ["spec.clusterIP"],
    ],
    [
      "a new key of a ConfigMap",
      "core/v1:ConfigMap",
      { data: { a: "1" } },
      { data: { a: "1", b: "2" } },
      ["data.b"],
    ],
    [
      "a Service's type",
      "core/v1:Service",
      { spec: { type: "ClusterIP" } },
      { spec: { type: "NodePort" } },
      [],
    ],
    [
      "a claim's size",
      "core/v1:PersistentVolumeClaim",
      { spec: { resources: { requests: { storage: "1Gi" } } } },
      { spec: { resources: { requests: { storage: "2Gi" } } } },
      [],
    ],
    [
      "a Job's time to live",
      "batch/v1:Job",
      { spec: {} },
      { spec: { ttlSecondsAfterFinished: 60 } },
      [],
    ],
  ];
  test.each(replacing)(
    "says whether %s needs another object",
    async (_what, type, old, now, replaces) => {
      const [version = "", kind] = type.split(":");
      const apiVersion = version.replace("core/", "");
      const object = (part: Bag) => ({
        apiVersion,
        kind,
        metadata: { name: "x", namespace: "shop" },
        ...part,
      });

      const diff = await driver.diff(k8sUrn(type), "shop/x", object(old), object(now));

      expect(diff.changes).toBe("some");
      expect(diff.replaces).toEqual(replaces);
      expect(diff.deleteBeforeReplace).toBe(replaces.length > 0);
    },
  );

  test.each(["name", "namespace"])(
    "replaces when metadata.%s changes, the new one first",
    async (field) => {
      const old = configMap("shop", "one", { a: "1" });
      const now = configMap("shop", "one", { a: "1" }, { [field]: "other" });

      const diff = await driver.diff(k8sUrn("core/v1:ConfigMap"), "shop/one", old, now);

      expect(diff.replaces).toEqual([`metadata.${field}`]);
      expect(diff.deleteBeforeReplace).toBe(false);
    },
  );

  test("takes a given name that is given no more as removed", async () => {
    const old = configMap("shop", "one", { a: "1" });
    const now = configMap(
      "shop",
      "one-12345678",
      { a: "1" },
      { annotations: { "pulumi.com/autonamed": "true" } },
    );

    const diff = await driver.diff(k8sUrn("core/v1:ConfigMap"), "shop/one", old, now);

    expect(diff).toMatchObject({ replaces: ["metadata.name"], deleteBeforeReplace: false });
    expect(diff.detailed).toEqual({ "metadata.name": "DELETE_REPLACE" });
  });

  test("counts a value known only later as changed, at its own place", async () => {
    const old = configMap("shop", "one", { a: "1", b: "2" });
    const now = configMap("shop", "one", { a: "1", b: UNKNOWN });

    const diff = await driver.diff(k8sUrn("core/v1:ConfigMap"), "shop/one", old, now);

    expect(diff.detailed).toEqual({ "data.b": "UPDATE_REPLACE" });
  });

  test("writes keys with dots in brackets", async () => {
    const labels = (value: string) => ({ labels: { "app.kubernetes.io/name": value } });
    const old = configMap("shop", "one", {}, labels("a"));

    const diff = await driver.diff(
      k8sUrn("core/v1:ConfigMap"),
      "shop/one",
      old,
      configMap("shop", "one", {}, labels("b")),
    );

    expect(diff.detailed).toEqual({ 'metadata.labels["app.kubernetes.io/name"]': "UPDATE" });
  });
});
