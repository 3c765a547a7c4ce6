import { kubectl, kubectlApply } from "./support/cluster";
import { type Bag, Driver } from "./support/driver";
import { at, configMap, k8sUrn, secret } from "./support/manifests";
import { isStandIn } from "./support/plugins";
import { startSession, stopSession } from "./support/session";

const CONFIG_MAP = k8sUrn("core/v1:ConfigMap");
jest.setTimeout(60_000);
let driver: Driver;
let ns: string;

beforeAll(async () => {
  ({ driver, ns } = await startSession());
});
afterAll(() => stopSession(ns));

describe("a read object", () => {
  test("shows hand edits of what the program gave, and nothing that others added", async () => {
    const inputs = configMap(ns, "edited", { A: "1", B: "1" });
    const { id, properties } = await driver.create(CONFIG_MAP, inputs);
    const patch = JSON.stringify({
      data: { A: "hand", C: "new" },
      metadata: { labels: { by: "hand" } },
    });
    await kubectl("patch", "configmap", "edited", "-n", ns, "-p", patch);

    const read = await driver.read(CONFIG_MAP, id, properties, inputs);

    expect(read.inputs).toEqual(configMap(ns, "edited", { A: "hand", B: "1" }));
    expect(read.properties["data"]).toEqual({ A: "hand", B: "1", C: "new" });
    expect(read.properties["__fieldManager"]).toBe(properties["__fieldManager"]);
  });

  test.each(["missing", "a/b/c"])("is nothing for the id %s", async (id) => {
    expect(await driver.read(CONFIG_MAP, id === "missing" ? `${ns}/missing` : id)).toEqual({
      id: "",
      properties: {},
      inputs: {},
    });
  });

  test("is imported without what only the server writes", async () => {
    await kubectlApply(configMap(ns, "imported", { A: "1" }));

    const { id, inputs } = await driver.read(CONFIG_MAP, `${ns}/imported`);

    expect(id).toBe(`${ns}/imported`);
    expect(inputs).toMatchObject({ apiVersion: "v1", kind: "ConfigMap", data: { A: "1" } });
    expect(Object.keys(inputs["metadata"] as Bag)).toEqual(
      expect.not.arrayContaining(["uid", "resourceVersion", "creationTimestamp", "managedFields"]),
    );
  });
});

describe("a Secret", () => {
  const SECRET = k8sUrn("core/v1:Secret");
  const inputs = (value: string) => ({
    ...{ apiVersion: "v1", kind: "Secret", metadata: { name: "creds", namespace: ns } },
    data: secret({ pass: Buffer.from(value).toString("base64") }),
  });

  test("is secret in all that the plugin answers, and in all that it says", async () => {
    const created = await driver.create(SECRET, inputs("first-value"));
    const states = {
      olds: created.properties,
      oldInputs: inputs("first-value"),
      news: inputs("second-value"),
    };
    const updated = await driver.update(SECRET, created.id, states);
    const read = await driver.read(SECRET, created.id, updated, inputs("second-value"));

    for (const properties of [created.properties, updated, read.properties]) {
      expect(Object.keys(properties["data"] as Bag)).toContain("value");
      expect(at(properties, "data", "value", "pass")).toEqual(expect.any(String));
      expect(at(properties, "__inputs", "data")).toEqual(
        expect.objectContaining({ value: expect.any(Object) as unknown }),
      );
    }
    expect(read.inputs["data"]).toEqual(inputs("second-value").data);
    const plain = ["first-value", "second-value"].map((text) =>
      Buffer.from(text).toString("base64"),
    );
    expect(JSON.stringify(driver.said)).not.toMatch(plain.join("|"));
  });
});

describe("a custom resource", () => {
  const group = "conformance.tare.dev";
  const THING = k8sUrn(`${group}/v1:Thing`);
  const definition = {
    ...{ apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" },
    metadata: { name: `things.${group}` },
    spec: {
      ...{
        group,
        scope: "Namespaced",
        names: { kind: "Thing", plural: "things", singular: "thing" },
      },
      versions: [
        {
          ...{ name: "v1", served: true, storage: true },
          schema: {
            openAPIV3Schema: {
              type: "object",
              properties: {
                spec: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
              },
            },
          },
        },
      ],
    },
  };
  const thing = (spec: Bag) => ({
    apiVersion: `${group}/v1`,
    kind: "Thing",
    metadata: { name: "t", namespace: ns },
    spec,
  });
  afterAll(() => kubectl("delete", "crd", `things.${group}`, "--ignore-not-found", "--wait=false"));

  test("waits for its definition, changes in place and goes", async () => {
    const creating = driver.create(THING, thing({ size: 1, tags: ["a"] }));
    await kubectlApply(definition);
    const { id, properties } = await creating;
    const states = {
      olds: properties,
      oldInputs: thing({ size: 1, tags: ["a"] }),
      news: thing({ size: 2 }),
    };

    const updated = await driver.update(THING, id, states);

    expect(updated["spec"]).toEqual({ size: 2 });
    await driver.delete(THING, id, updated);
    expect((await driver.read(THING, id)).id).toBe("");
  });
});

describe("a deleted object", () => {
  test("is gone when the call returns, and deleting it again is no error", async () => {
    const { id, properties } = await driver.create(
      CONFIG_MAP,
      configMap(ns, "deleted", { A: "1" }),
    );

    await driver.delete(CONFIG_MAP, id, properties);
    await driver.delete(CONFIG_MAP, id, properties);

    expect((await driver.read(CONFIG_MAP, id)).id).toBe("");
  });

  test("that something holds is named with what holds it, when time runs out", async () => {
    const held = configMap(ns, "held", {}, { finalizers: ["tare.dev/test"] });
    const { id, properties } = await driver.create(CONFIG_MAP, held);

    const deleting = driver.delete(CONFIG_MAP, id, properties, 2);

    await expect(deleting).rejects.toThrow(
      isStandIn("kubernetes") ? /tare.dev\/test/ : /held|timed out/,
    );
    await kubectl(
      "patch",
      "configmap",
      "held",
      "-n",
      ns,
      "--type=merge",
      "-p",
      '{"metadata":{"finalizers":null}}',
    );
  });
});
