import {
  getObject,
  kubeconfig,
  kubectl,
  kubectlApply,
  makeNamespace,
  removeNamespace,
} from "./support/cluster";
import { type Bag, Driver } from "./support/driver";
import { at, configMap, k8sUrn, secret, UNKNOWN } from "./support/manifests";
import { isStandIn, startPlugin } from "./support/plugins";

const CONFIG_MAP = k8sUrn("core/v1:ConfigMap");
const SERVICE = k8sUrn("core/v1:Service");
const standInTest = isStandIn("kubernetes") ? test : test.skip;
jest.setTimeout(60_000);
let driver: Driver;
let ns: string;

beforeAll(async () => {
  ns = await makeNamespace();
  driver = await startPlugin("kubernetes");
  await driver.configure({ kubeconfig });
});
afterAll(async () => {
  Driver.stopAll();
  await removeNamespace(ns);
});

function service(name: string, port: number, selector: Bag = {}): Bag {
  const ports = [{ name: "http", port, targetPort: "http" }];
  const metadata = { name, namespace: ns };
  return { apiVersion: "v1", kind: "Service", metadata, spec: { ports, selector } };
}

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

  test("is taken over with upsertExistingObjects, its other keys kept", async () => {
    await kubectlApply(configMap(ns, "shared", { other: "1" }));
    const upserting = await startPlugin("kubernetes");
    await upserting.configure({ kubeconfig, upsertExistingObjects: "true" });

    const created = await upserting.create(CONFIG_MAP, configMap(ns, "shared", { ours: "1" }));
    upserting.stop();

    expect(created.properties["data"]).toMatchObject({ ours: "1" });
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
    const { id, properties } = await driver.create(SERVICE, service("dry", 80), preview);

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
      () => ({ ...service("x", 80), spec: { ports: [{ port: "http" }] } }),
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

describe("an updated object", () => {
  test("loses the keys that the program gave before and gives no more", async () => {
    const old = configMap(ns, "updated", { A: "1", B: "1" }, { labels: { keep: "no" } });
    const news = configMap(ns, "updated", { A: "2" });
    const { id, properties } = await driver.create(CONFIG_MAP, old);

    const updated = await driver.update(CONFIG_MAP, id, { olds: properties, oldInputs: old, news });

    expect(updated["data"]).toEqual({ A: "2" });
    expect(at(updated, "metadata", "labels")).toBeUndefined();
    expect(updated["__fieldManager"]).toBe(properties["__fieldManager"]);
    expect(updated["__inputs"]).toEqual(news);
  });

  test("overwrites what kubectl changed by hand, in preview and for good", async () => {
    const old = configMap(ns, "handmade", { A: "1" });
    const { id, properties } = await driver.create(CONFIG_MAP, old);
    const second = configMap(ns, "handmade", { A: "2" });
    const olds = await driver.update(CONFIG_MAP, id, {
      olds: properties,
      oldInputs: old,
      news: second,
    });
    await kubectl("patch", "configmap", "handmade", "-n", ns, "-p", '{"data":{"A":"hand"}}');
    const states = { olds, oldInputs: second, news: configMap(ns, "handmade", { A: "3" }) };

    if (isStandIn("kubernetes")) {
      const previewed = await driver.update(CONFIG_MAP, id, states, { preview: true });
      expect(previewed["data"]).toEqual({ A: "3" });
    }
    const updated = await driver.update(CONFIG_MAP, id, states);

    expect(updated["data"]).toEqual({ A: "3" });
  });

  test("may change the key of a list, in preview and for good", async () => {
    const old = service("ports", 80);
    const news = service("ports", 8080);
    const { id, properties } = await driver.create(SERVICE, old);
    const states = { olds: properties, oldInputs: old, news };

    if (isStandIn("kubernetes")) {
      const previewed = await driver.update(SERVICE, id, states, { preview: true });
      expect(at(previewed, "spec", "ports")).toEqual([expect.objectContaining({ port: 8080 })]);
    }
    const updated = await driver.update(SERVICE, id, states);

    expect(at(updated, "spec", "ports")).toEqual([expect.objectContaining({ port: 8080 })]);
    expect(at(updated, "spec", "clusterIP")).toBe(at(properties, "spec", "clusterIP"));
  });

  test.each([true, false])("fails when somebody has deleted it (preview: %s)", async (preview) => {
    const inputs = configMap(ns, "never-there", { A: "1" });
    const states = {
      olds: { ...inputs, __inputs: inputs },
      oldInputs: inputs,
      news: configMap(ns, "never-there", { A: "2" }),
    };

    await expect(
      driver.update(CONFIG_MAP, `${ns}/never-there`, states, { preview }),
    ).rejects.toThrow(/not (found|on the cluster)/);
  });
});

describe("a field that another manager holds", () => {
  const labelled = (name: string, owner: string, more: Bag = {}) =>
    configMap(ns, name, { A: "1" }, { labels: { owner }, ...more });

  async function contested(name: string) {
    const old = labelled(name, "pulumi");
    const { id, properties } = await driver.create(CONFIG_MAP, old);
    const olds = await driver.update(CONFIG_MAP, id, {
      olds: properties,
      oldInputs: old,
      news: old,
    });
    const other = JSON.stringify({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name, labels: { owner: "other" } },
    });
    await kubectl(
      "patch",
      "configmap",
      name,
      "-n",
      ns,
      "--type=merge",
      "--field-manager=other",
      "-p",
      other,
    );
    return { id, olds, oldInputs: old };
  }

  test("refuses the change, keeps the old inputs and shows the live object", async () => {
    const { id, ...states } = await contested("contested");
    const news = labelled("contested", "changed");

    const refused = driver.update(CONFIG_MAP, id, { ...states, news });

    await expect(refused).rejects.toMatchObject({
      message: expect.stringMatching(/conflict.*"other"/s) as unknown,
      partial: {
        id,
        inputs: states.oldInputs,
        properties: { metadata: { labels: { owner: "other" } } },
      },
    });
  });

  standInTest("refuses the change in preview already", async () => {
    const { id, ...states } = await contested("foreseen");
    const news = labelled("foreseen", "changed");

    const previewed = driver.update(CONFIG_MAP, id, { ...states, news }, { preview: true });

    await expect(previewed).rejects.toThrow(/"other"/);
  });

  test("is taken with the annotation patchForce", async () => {
    const { id, ...states } = await contested("forced");
    const news = labelled("forced", "changed", {
      annotations: { "pulumi.com/patchForce": "true" },
    });

    const updated = await driver.update(CONFIG_MAP, id, { ...states, news });

    expect(at(updated, "metadata", "labels")).toEqual({ owner: "changed" });
  });
});

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
