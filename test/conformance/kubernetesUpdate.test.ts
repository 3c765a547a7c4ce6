import { kubectl } from "./support/cluster";
import { type Bag, Driver } from "./support/driver";
import { at, configMap, k8sUrn, service } from "./support/manifests";
import { isStandIn, standInTest } from "./support/plugins";
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
    const old = service(ns, "ports", 80);
    const news = service(ns, "ports", 8080);
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

  standInTest("kubernetes")("refuses the change in preview already", async () => {
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
