import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { run, tryRun } from "../../platform/exec";
import { type Bag, Driver } from "./support/driver";
import { ImageContext, registry, repository } from "./support/imageContext";
import { secret, UNKNOWN, urnOf } from "./support/manifests";
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

describe("a built image", () => {
  test("that is not pushed is known by its local id", async () => {
    const inputs = await driver.check(IMAGE, context.inputs("local"));

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
    const { properties } = await driver.create(
      IMAGE,
      context.inputs("pushed", { skipPush: false }),
    );

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
    const old = context.inputs("first");
    const { id, properties } = await driver.create(IMAGE, old);

    const updated = await driver.update(IMAGE, id, {
      olds: properties,
      oldInputs: old,
      news: context.inputs("second"),
    });

    expect(updated["imageName"]).toBe(`${repository}:second`);
  });

  test("is read as it stands in the state, and stays when it is deleted", async () => {
    const inputs = context.inputs("kept");
    const { id, properties } = await driver.create(IMAGE, inputs);

    const read = await driver.read(IMAGE, id, properties, inputs);
    await driver.delete(IMAGE, id, properties);

    expect(read).toEqual({ id, properties, inputs });
    await expect(run("docker", ["inspect", id])).resolves.toBeDefined();
  });

  standInTest("docker")("that a local registry has lost is read as gone", async () => {
    const inputs = context.inputs("lost", { skipPush: false });
    const repoDigest = `${repository}@sha256:${"0".repeat(64)}`;

    expect((await driver.read(IMAGE, "x", { repoDigest }, inputs)).id).toBe("");
  });

  standInTest("docker")(
    "holds nothing of the company's certificates, and the build may mount them",
    async () => {
      const bundle = context.outside("company.pem");
      writeFileSync(bundle, "COMPANY CERTIFICATE");
      const dockerfile = context.path("Dockerfile.ca");
      const probe = "RUN --mount=type=secret,id=ca,target=/ca.pem cat /ca.pem | sha256sum > /seen";
      writeFileSync(dockerfile, `FROM debian:trixie-slim\n${probe}\n`);
      const company = await startPlugin("docker", { SSL_CERT_FILE: bundle });
      await company.configure({});

      const { id } = await company.create(IMAGE, context.inputs("company", {}, { dockerfile }));
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
    const inputs = context.inputs("previewed");

    expect(await driver.create(IMAGE, inputs, { preview: true })).toEqual({
      id: "",
      properties: inputs,
    });
  });

  test("echoes the inputs when some are known only later", async () => {
    const inputs = context.inputs("previewed", { imageName: UNKNOWN, buildOnPreview: true });

    expect((await driver.create(IMAGE, inputs, { preview: true })).properties).toEqual(inputs);
  });

  test("builds, and pushes nothing, with buildOnPreview", async () => {
    const inputs = context.inputs("early", { buildOnPreview: true, skipPush: false });

    const { properties } = await driver.create(IMAGE, inputs, { preview: true });

    expect(properties["repoDigest"]).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

describe("a failed build", () => {
  const broken = (name: string, text: string) => {
    context.write(name, text);
    return driver.create(IMAGE, context.inputs("broken", {}, { dockerfile: context.path(name) }));
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
    const inputs = context.inputs("x", { imageName: "127.0.0.1:9/tare/app:1", skipPush: false });

    await expect(driver.create(IMAGE, inputs)).rejects.toThrow(/127\.0\.0\.1:9/);
    await tryRun("docker", ["rmi", "127.0.0.1:9/tare/app:1"]);
  });

  test("for want of an engine says so", async () => {
    const alone = await startPlugin("docker", { DOCKER_HOST: "unix:///nowhere/docker.sock" });

    const call = alone.configure({}).then(() => alone.create(IMAGE, context.inputs("alone")));

    await expect(call).rejects.toThrow(/engine|daemon/);
  });
});
