import { type Bag, Driver } from "./support/driver";
import { ImageContext } from "./support/imageContext";
import { urnOf } from "./support/manifests";
import { standInTest, startPlugin } from "./support/plugins";

const IMAGE = urnOf("docker:index/image:Image");
jest.setTimeout(60_000);
let driver: Driver;
let context: ImageContext;

beforeAll(async () => {
  context = new ImageContext();
  driver = await startPlugin("docker");
  await driver.configure({});
});
afterAll(async () => {
  Driver.stopAll();
  await context?.remove();
});

async function digestOf(more: Bag = {}): Promise<unknown> {
  const checked = await driver.check(IMAGE, context.inputs("any", {}, more));
  return (checked["build"] as Bag)["contextDigest"];
}

describe("the provider", () => {
  test("offers previews, and takes secrets in plain", async () => {
    expect(await driver.configure({})).toEqual({
      acceptSecrets: false,
      supportsPreview: true,
      supportsAutonamingConfiguration: true,
    });
  });

  test("answers nothing about its configuration", async () => {
    expect(await driver.diffConfig({ version: "1" }, { version: "1" })).toEqual({
      changes: "unknown",
      diffs: [],
    });
  });
});

describe("checked inputs", () => {
  test("get the context's digest and nothing else", async () => {
    const inputs = context.inputs("checked");

    const checked = await driver.check(IMAGE, inputs);

    const build = checked["build"] as Bag;
    expect(build["contextDigest"]).toMatch(/^[0-9a-f]{64}$/);
    expect({ ...checked, build: { ...build, contextDigest: undefined } }).toEqual({
      ...inputs,
      build: { ...(inputs["build"] as Bag), contextDigest: undefined },
    });
  });

  test("see a changed and an added file, and no ignored one", async () => {
    const before = await digestOf();
    context.write("ignored.txt", "1");
    expect(await digestOf()).toBe(before);

    context.write("hello.txt", "changed\n");
    const changed = await digestOf();
    context.write("more.txt", "1");
    const added = await digestOf();

    expect(new Set([before, changed, added]).size).toBe(3);
  });

  test("fail without a Dockerfile, naming it", async () => {
    await expect(
      driver.check(IMAGE, context.inputs("x", {}, { dockerfile: "./Nope" })),
    ).rejects.toThrow(/Nope/);
  });
});

describe("differences", () => {
  test.each<[string, Bag, Bag]>([
    ["another tag", { imageName: "localhost:1/other:2" }, { imageName: "UPDATE" }],
    ["pushing", { skipPush: false }, { skipPush: "UPDATE" }],
    ["building in previews", { buildOnPreview: true }, { buildOnPreview: "UPDATE" }],
    ["another build", { build: { context: "." } }, { build: "UPDATE" }],
    ["a registry", { registry: { server: "localhost:1" } }, { registry: "ADD" }],
  ])("name the top-level input for %s, and never replace", async (_what, change, detailed) => {
    const old = context.inputs("one");

    const diff = await driver.diff(IMAGE, "one", old, { ...old, ...change }, { __inputs: old });

    expect(diff).toEqual({ changes: "some", replaces: [], deleteBeforeReplace: false, detailed });
  });

  test("are none for the same inputs", async () => {
    const old = context.inputs("one");

    expect((await driver.diff(IMAGE, "one", old, old, { __inputs: old })).changes).toBe("none");
  });
});

standInTest("docker")("a resource of another kind is refused with the way out", async () => {
  const urn = urnOf("docker:index/container:Container");

  await expect(driver.check(urn, {})).rejects.toThrow(/install the official plugin/i);
});
