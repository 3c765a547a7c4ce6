import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run, tryRun } from "../../platform/exec";
import { type Bag, Driver } from "./support/driver";
import { secret, UNKNOWN, urnOf } from "./support/manifests";
import { isStandIn, startPlugin } from "./support/plugins";

const IMAGE = urnOf("docker:index/image:Image");
const standInTest = isStandIn("docker") ? test : test.skip;
const registry = process.env["TARE_REGISTRY"];
const repository = `${registry ?? "localhost:5001"}/tare-conformance-${randomBytes(3).toString("hex")}`;
jest.setTimeout(60_000);
let driver: Driver;
let folder: string;

beforeAll(async () => {
  if (registry === undefined)
    throw new Error("these tests need a registry: set TARE_REGISTRY=localhost:port");
  folder = mkdtempSync(join(tmpdir(), "tare-conformance-"));
  mkdirSync(join(folder, "context"));
  write("Dockerfile", "FROM scratch\nARG WHO\nCOPY hello.txt /\nLABEL who=$WHO\n");
  write("hello.txt", "hello\n");
  write(".dockerignore", "ignored.txt\n");
  driver = await startPlugin("docker");
  await driver.configure({});
});
afterAll(async () => {
  Driver.stopAll();
  rmSync(folder, { recursive: true, force: true });
  const images = await tryRun("docker", ["images", "-q", repository]);
  for (const id of new Set(images?.stdout.split("\n").filter(Boolean)))
    await tryRun("docker", ["rmi", "-f", id]);
});

function write(name: string, text: string): void {
  writeFileSync(join(folder, "context", name), text);
}

function inputsOf(tag: string, more: Bag = {}, build: Bag = {}): Bag {
  const context = join(folder, "context");
  return {
    build: {
      args: { WHO: "world" },
      context,
      dockerfile: join(context, "Dockerfile"),
      platform: "linux/amd64",
      ...build,
    },
    buildOnPreview: false,
    imageName: `${repository}:${tag}`,
    skipPush: true,
    ...more,
  };
}

async function digestOf(more: Bag = {}): Promise<unknown> {
  const checked = await driver.check(IMAGE, inputsOf("any", {}, more));
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
    const inputs = inputsOf("checked");

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
    write("ignored.txt", "1");
    expect(await digestOf()).toBe(before);

    write("hello.txt", "changed\n");
    const changed = await digestOf();
    write("more.txt", "1");
    const added = await digestOf();

    expect(new Set([before, changed, added]).size).toBe(3);
  });

  test("fail without a Dockerfile, naming it", async () => {
    await expect(driver.check(IMAGE, inputsOf("x", {}, { dockerfile: "./Nope" }))).rejects.toThrow(
      /Nope/,
    );
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
    const old = inputsOf("one");

    const diff = await driver.diff(IMAGE, "one", old, { ...old, ...change }, { __inputs: old });

    expect(diff).toEqual({ changes: "some", replaces: [], deleteBeforeReplace: false, detailed });
  });

  test("are none for the same inputs", async () => {
    const old = inputsOf("one");

    expect((await driver.diff(IMAGE, "one", old, old, { __inputs: old })).changes).toBe("none");
  });
});

describe("a built image", () => {
  test("that is not pushed is known by its local id", async () => {
    const inputs = await driver.check(IMAGE, inputsOf("local"));

    const { id, properties } = await driver.create(IMAGE, inputs);

    const build = inputs["build"] as Bag;
    expect(id).toBe(`${repository}:local`);
    expect(properties).toEqual({
      __inputs: secret(inputs),
      baseImageName: id,
      context: build["context"],
      dockerfile: "Dockerfile",
      imageName: id,
      platform: "linux/amd64",
      registryServer: "",
      repoDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as unknown,
    });
    const { stdout } = await run("docker", ["inspect", "-f", "{{.Config.Labels.who}} {{.Id}}", id]);
    expect(stdout.trim()).toBe(`world ${String(properties["repoDigest"])}`);
  });

  test("that is pushed is known by the registry's digest, under which it can be pulled", async () => {
    const { properties } = await driver.create(IMAGE, inputsOf("pushed", { skipPush: false }));

    const digest = String(properties["repoDigest"]);
    expect(digest).toMatch(new RegExp(`^${repository}@sha256:[0-9a-f]{64}$`));
    const [name = "", hash] = digest.split("@");
    const path = name.slice(name.indexOf("/") + 1);
    const accept =
      "application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json";
    const answer = await fetch(`http://${registry}/v2/${path}/manifests/${hash}`, {
      headers: { accept },
    });
    expect(answer.status).toBe(200);
  });

  test("keeps its first id when it is made anew under another name", async () => {
    const old = inputsOf("first");
    const { id, properties } = await driver.create(IMAGE, old);

    const updated = await driver.update(IMAGE, id, {
      olds: properties,
      oldInputs: old,
      news: inputsOf("second"),
    });

    expect(updated["imageName"]).toBe(`${repository}:second`);
  });

  test("is read as it stands in the state, and stays when it is deleted", async () => {
    const inputs = inputsOf("kept");
    const { id, properties } = await driver.create(IMAGE, inputs);

    const read = await driver.read(IMAGE, id, properties, inputs);
    await driver.delete(IMAGE, id, properties);

    expect(read).toEqual({ id, properties, inputs });
    await expect(run("docker", ["inspect", id])).resolves.toBeDefined();
  });

  standInTest("that a local registry has lost is read as gone", async () => {
    const inputs = inputsOf("lost", { skipPush: false });
    const repoDigest = `${repository}@sha256:${"0".repeat(64)}`;

    expect((await driver.read(IMAGE, "x", { repoDigest }, inputs)).id).toBe("");
  });

  standInTest(
    "holds nothing of the company's certificates, and the build may mount them",
    async () => {
      const bundle = join(folder, "company.pem");
      writeFileSync(bundle, "COMPANY CERTIFICATE");
      const dockerfile = join(folder, "context", "Dockerfile.ca");
      const probe = "RUN --mount=type=secret,id=ca,target=/ca.pem cat /ca.pem | sha256sum > /seen";
      writeFileSync(dockerfile, `FROM debian:trixie-slim\n${probe}\n`);
      const company = await startPlugin("docker", { SSL_CERT_FILE: bundle });
      await company.configure({});

      const { id } = await company.create(IMAGE, inputsOf("company", {}, { dockerfile }));
      const shown = await run("docker", ["run", "--rm", "--network", "none", id, "cat", "/seen"]);
      const history = await run("docker", ["history", "--no-trunc", id]);

      const hash = createHash("sha256").update("COMPANY CERTIFICATE").digest("hex");
      expect(shown.stdout).toContain(hash);
      expect(history.stdout).not.toContain("COMPANY");
      const there = await tryRun("docker", [
        "run",
        "--rm",
        "--network",
        "none",
        id,
        "cat",
        "/ca.pem",
      ]);
      expect(there?.stdout ?? "").not.toContain("COMPANY");
    },
  );
});

describe("a preview", () => {
  test("echoes the inputs, the digest unknown", async () => {
    const inputs = inputsOf("previewed");

    expect(await driver.create(IMAGE, inputs, { preview: true })).toEqual({
      id: "",
      properties: inputs,
    });
  });

  test("echoes the inputs when some are known only later", async () => {
    const inputs = inputsOf("previewed", { imageName: UNKNOWN, buildOnPreview: true });

    expect((await driver.create(IMAGE, inputs, { preview: true })).properties).toEqual(inputs);
  });

  test("builds, and pushes nothing, with buildOnPreview", async () => {
    const inputs = inputsOf("early", { buildOnPreview: true, skipPush: false });

    const { properties } = await driver.create(IMAGE, inputs, { preview: true });

    expect(properties["repoDigest"]).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

describe("a failed build", () => {
  const broken = (name: string, text: string) => {
    write(name, text);
    return driver.create(
      IMAGE,
      inputsOf("broken", {}, { dockerfile: join(folder, "context", name) }),
    );
  };

  test("names the instruction that Docker does not know", async () => {
    await expect(broken("Dockerfile.typo", "FORM scratch\n")).rejects.toThrow(/FORM/);
  });

  test("names the file that is not there", async () => {
    await expect(broken("Dockerfile.copy", "FROM scratch\nCOPY nowhere /\n")).rejects.toThrow(
      /nowhere/,
    );
  });

  test("of the push names the registry", async () => {
    const inputs = inputsOf("x", { imageName: "127.0.0.1:9/tare/app:1", skipPush: false });

    await expect(driver.create(IMAGE, inputs)).rejects.toThrow(/127\.0\.0\.1:9/);
    await tryRun("docker", ["rmi", "127.0.0.1:9/tare/app:1"]);
  });

  test("for want of an engine says so", async () => {
    const alone = await startPlugin("docker", { DOCKER_HOST: "unix:///nowhere/docker.sock" });

    const call = alone.configure({}).then(() => alone.create(IMAGE, inputsOf("alone")));

    await expect(call).rejects.toThrow(/engine|daemon/);
  });
});

standInTest("a resource of another kind is refused with the way out", async () => {
  const urn = urnOf("docker:index/container:Container");

  await expect(driver.check(urn, {})).rejects.toThrow(/install the official plugin/i);
});
