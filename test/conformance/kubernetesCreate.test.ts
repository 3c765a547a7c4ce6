import { getObject, kubectl, kubectlApply, removeNamespace } from "./support/cluster";
import { type Bag, Driver } from "./support/driver";
import { at, configMap, k8sUrn, service, UNKNOWN } from "./support/manifests";
import { startSession, stopSession } from "./support/session";

const CONFIG_MAP = k8sUrn("core/v1:ConfigMap");
const SERVICE = k8sUrn("core/v1:Service");
jest.setTimeout(60_000);
let driver: Driver;
let ns: string;

beforeAll(async () => {
  ({ driver, ns } = await startSession());
});
afterAll(() => stopSession(ns));

describe("a created object", () => {
  test("is answered as the live object with the inputs and the plugin's notes", async () => {
    const inputs = configMap(ns, "created", { A: "1", EMPTY: "" });

    const { id, properties } = await driver.create(CONFIG_MAP, inputs);

    expect(id).toBe(`${ns}/created`);
    expect(properties["__inputs"]).toEqual(inputs);
    expect(properties["__initialApiVersion"]).toBe("v1");
    expect(properties["__fieldManager"]).toMatch(/^pulumi-kubernetes-[0-9a-f]{8}$/);
    expect(properties).toMatchObject({
      ...inputs,
      metadata: { uid: expect.any(String) as unknown },
    });
  });

  test("is created by the manager that the official plugin creates with", async () => {
    await driver.create(CONFIG_MAP, configMap(ns, "managed", { A: "1" }));

    const managed = at(await getObject("configmap", "managed", ns), "metadata", "managedFields");

    expect(managed).toEqual([
      expect.objectContaining({ manager: "pulumi-kubernetes", operation: "Update" }),
    ]);
  });

  test("is left untouched when it is there already", async () => {
    await kubectlApply(configMap(ns, "taken", { by: "hand" }));

    await expect(driver.create(CONFIG_MAP, configMap(ns, "taken", { by: "us" }))).rejects.toThrow(
      /already exists/,
    );

    expect((await getObject("configmap", "taken", ns))["data"]).toEqual({ by: "hand" });
  });

  test("waits for its namespace to come", async () => {
    const late = `${ns}-late`;
    const creating = driver.create(CONFIG_MAP, configMap(late, "early", { A: "1" }));
    await kubectl("create", "namespace", late);

    expect((await creating).id).toBe(`${late}/early`);

    await removeNamespace(late);
  });

  test("may be close to the largest that a cluster stores", async () => {
    const data = { blob: "x".repeat(900_000) };

    const { properties } = await driver.create(CONFIG_MAP, configMap(ns, "large", data));

    expect(properties["data"]).toEqual(data);
  });
});

describe("a previewed creation", () => {
  const preview = { preview: true };

  test("is the object as the server would make it, without an id", async () => {
    const { id, properties } = await driver.create(SERVICE, service(ns, "dry", 80), preview);

    expect(id).toBe("");
    expect(at(properties, "spec", "ports", 0, "protocol")).toBe("TCP");
    expect(at(properties, "metadata", "resourceVersion")).toBeUndefined();
    await expect(getObject("service", "dry", ns)).rejects.toThrow(/not found/);
  });

  test.each([
    ["a namespace that is not there yet", () => configMap("tare-nowhere", "x", { A: "1" })],
    [
      "a kind that is not there yet",
      () => ({
        apiVersion: "tare.test/v1",
        kind: "Nothing",
        metadata: { name: "x", namespace: ns },
      }),
    ],
    ["a value known only later", () => configMap(ns, "x", { A: UNKNOWN })],
    [
      "a name that is taken, as by what will be replaced",
      () => configMap(ns, "kube-root-ca.crt", { A: "1" }),
    ],
  ])("echoes the inputs for %s", async (_what, inputs) => {
    const object = inputs();
    const version = object["apiVersion"] === "v1" ? "core/v1" : String(object["apiVersion"]);

    const created = await driver.create(
      k8sUrn(`${version}:${String(object["kind"])}`),
      object,
      preview,
    );

    expect(created).toEqual({ id: "", properties: object });
  });

  test.each<[string, () => Bag, RegExp]>([
    ["a name that no object may have", () => configMap(ns, "Bad_Name", {}), /Bad_Name/],
    [
      "a port that is no number",
      () => ({ ...service(ns, "x", 80), spec: { ports: [{ port: "http" }] } }),
      /port/,
    ],
    ["a selector that does not match", () => mismatched(), /does not match/],
  ])("fails for %s", async (_what, inputs, message) => {
    const object = inputs();
    const version = object["apiVersion"] === "v1" ? "core/v1" : String(object["apiVersion"]);
    const urn = k8sUrn(`${version}:${String(object["kind"])}`);

    await expect(driver.create(urn, object, preview)).rejects.toThrow(message);
  });

  function mismatched(): Bag {
    const template = {
      metadata: { labels: { a: "2" } },
      spec: { containers: [{ name: "c", image: "i" }] },
    };
    return {
      ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "x", namespace: ns } },
      spec: { selector: { matchLabels: { a: "1" } }, template },
    };
  }
});
