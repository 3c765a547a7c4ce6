import { Driver } from "./support/driver";
import { at, configMap, k8sUrn, secret, UNKNOWN } from "./support/manifests";
import { standInTest, startPlugin } from "./support/plugins";

const CONFIG_MAP = k8sUrn("core/v1:ConfigMap", "settings");
let driver: Driver;

beforeAll(async () => {
  driver = await startPlugin("kubernetes");
  await driver.configure({ kubeconfig: UNREACHABLE });
});
afterAll(() => Driver.stopAll());

const UNREACHABLE = JSON.stringify({
  ...{ apiVersion: "v1", kind: "Config", "current-context": "c" },
  clusters: [{ name: "c", cluster: { server: "https://127.0.0.1:6" } }],
  users: [{ name: "u", user: { token: "none" } }],
  contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
});

describe("the provider", () => {
  test("offers previews, secrets and its own naming", async () => {
    expect(await driver.configure({ kubeconfig: UNREACHABLE })).toEqual({
      acceptSecrets: true,
      supportsPreview: true,
      supportsAutonamingConfiguration: true,
    });
  });

  standInTest("kubernetes")("carries the official version, marked as a stand-in", async () => {
    expect(await driver.version()).toMatch(/^\d+\.\d+\.\d+\+tare$/);
  });

  standInTest("kubernetes")("refuses an argument that it would not heed", async () => {
    const refused = driver.configure({ kubeconfig: UNREACHABLE, namespace: "shop" });

    await expect(refused).rejects.toThrow(/'namespace'.*install the official plugin/);
  });

  test("names what changed in its configuration, sorted, without a replacement", async () => {
    const diff = await driver.diffConfig(
      { kubeconfig: UNREACHABLE, version: "1" },
      { context: "other", version: "1" },
    );

    expect(diff).toEqual({ changes: "some", diffs: ["context", "kubeconfig"] });
  });

  test("sees no change where there is none", async () => {
    expect(await driver.diffConfig({ version: "1" }, { version: "1" })).toEqual({
      changes: "none",
      diffs: [],
    });
  });

  test("refuses a kubeconfig that is none", async () => {
    await expect(driver.diffConfig({}, { kubeconfig: "a: [b\nc" })).rejects.toThrow(/kubeconfig/);
  });
});

describe("checked inputs", () => {
  test("stay as they are when they name everything", async () => {
    const inputs = configMap("other", "fixed", { A: "1", EMPTY: "" });

    expect(await driver.check(CONFIG_MAP, inputs)).toEqual(inputs);
  });

  test("get a name that only depends on the seed, marked as given by the plugin", async () => {
    const inputs = { apiVersion: "v1", kind: "ConfigMap", metadata: { namespace: "shop" } };

    const [one, again, other] = await Promise.all([
      driver.check(CONFIG_MAP, inputs, {}, "seed"),
      driver.check(CONFIG_MAP, inputs, {}, "seed"),
      driver.check(CONFIG_MAP, inputs, {}, "other seed"),
    ]);

    expect(at(one, "metadata", "name")).toMatch(/^settings-[0-9a-f]{8}$/);
    expect(at(one, "metadata", "annotations")).toEqual({ "pulumi.com/autonamed": "true" });
    expect(again).toEqual(one);
    expect(at(other, "metadata", "name")).not.toBe(at(one, "metadata", "name"));
  });

  test("keep the generated name of before", async () => {
    const inputs = { apiVersion: "v1", kind: "ConfigMap", metadata: { namespace: "shop" } };
    const before = await driver.check(CONFIG_MAP, inputs, {}, "first");

    expect(await driver.check(CONFIG_MAP, inputs, before, "second")).toEqual(before);
  });

  test("turn a Secret's plain text into data, secret as a whole", async () => {
    const inputs = {
      ...{ apiVersion: "v1", kind: "Secret", metadata: { name: "creds", namespace: "shop" } },
      stringData: secret({ pass: "s3cret", user: UNKNOWN }),
    };

    const checked = await driver.check(k8sUrn("core/v1:Secret"), inputs);

    expect(checked["stringData"]).toBeUndefined();
    expect(checked["data"]).toEqual(secret({ pass: "czNjcmV0", user: UNKNOWN }));
  });

  test("mark a Secret's data as secret even when the program did not", async () => {
    const metadata = { name: "creds", namespace: "shop" };
    const inputs = { apiVersion: "v1", kind: "Secret", metadata, data: { k: "b25l" } };

    const checked = await driver.check(k8sUrn("core/v1:Secret"), inputs);

    expect(checked["data"]).toEqual(secret({ k: "b25l" }));
  });

  standInTest("kubernetes").each([
    "core/v1:PersistentVolume",
    "helm.sh/v3:Release",
    "core/v1:ConfigMapPatch",
  ])("are refused for %s, which the stand-in does not know, with the way out", async (type) => {
    await expect(driver.check(k8sUrn(type), {})).rejects.toThrow(/install the official plugin/);
  });
});

describe("on a cluster that cannot be reached", () => {
  const inputs = configMap("shop", "one", { a: "1" });

  test("a preview still says what would be made", async () => {
    const created = await driver.create(CONFIG_MAP, inputs, { preview: true });

    expect(created).toEqual({ id: "", properties: inputs });
  });

  test("a preview of a change still says what would come", async () => {
    const news = configMap("shop", "one", { a: "2" });
    const states = { olds: inputs, oldInputs: inputs, news };

    expect(await driver.update(CONFIG_MAP, "shop/one", states, { preview: true })).toEqual(news);
  });

  test("a deletion fails and names the way to forget the object", async () => {
    await expect(driver.delete(CONFIG_MAP, "shop/one", inputs)).rejects.toThrow(
      /PULUMI_K8S_DELETE_UNREACHABLE/,
    );
  }, 30_000);

  test("a deletion is taken as done when the environment says so", async () => {
    const forgetful = await startPlugin("kubernetes", { PULUMI_K8S_DELETE_UNREACHABLE: "true" });
    await forgetful.configure({ kubeconfig: UNREACHABLE });

    await forgetful.delete(CONFIG_MAP, "shop/one", inputs);

    forgetful.stop();
  }, 30_000);

  test.each(["create", "read"])(
    "%s fails and says so",
    async (method) => {
      const call =
        method === "create"
          ? driver.create(CONFIG_MAP, inputs)
          : driver.read(CONFIG_MAP, "shop/one", inputs, inputs);

      await expect(call).rejects.toThrow(/reached|unreachable/);
    },
    30_000,
  );
});
