import { buildArguments } from "../../../../from-registries/plugins/docker/builder";
import { readInputs } from "../../../../from-registries/plugins/docker/imageInputs";
import { repositoryOf } from "../../../../from-registries/plugins/docker/registry";

const image = readInputs({
  imageName: "localhost:5001/app:1",
  build: { context: "./app", args: { WHO: "world" }, target: "final", platform: "linux/amd64" },
});

describe("buildArguments", () => {
  test("name the file, tag, platform, target and arguments", () => {
    expect(buildArguments(image, {}).join(" ")).toBe(
      "build --builder default --progress plain --load --file app/Dockerfile " +
        "--tag localhost:5001/app:1 --platform linux/amd64 --target final --build-arg WHO=world",
    );
  });

  test("mount the company's certificates only where the environment names some", () => {
    expect(buildArguments(image, { SSL_CERT_FILE: "/ca.pem" }).slice(-4)).toEqual([
      ...["--network", "host", "--secret", "id=ca,src=/ca.pem"],
    ]);
    expect(buildArguments(image, { SSL_CERT_FILE: "" }).join(" ")).not.toMatch(/secret|network/);
  });

  test("mount the certificates on the network that the program names, too", () => {
    const args = buildArguments({ ...image, network: "none" }, { SSL_CERT_FILE: "/ca.pem" });

    expect(args.slice(-4)).toEqual(["--network", "none", "--secret", "id=ca,src=/ca.pem"]);
  });

  test("pass a proxy by its name, so that its value stays out of the command line", () => {
    const all = buildArguments(image, { https_proxy: "http://user:pass@proxy" });

    expect(all).toContain("https_proxy");
    expect(all.join(" ")).not.toContain("pass@");
  });
});

test.each([
  ["localhost:5001/app:1", "localhost:5001/app"],
  ["localhost:5001/app", "localhost:5001/app"],
  ["registry.example.com/team/app:v1.2", "registry.example.com/team/app"],
])("the repository of %s is %s", (name, repository) => {
  expect(repositoryOf(name)).toBe(repository);
});

test("the legacy builder is refused with the way out", () => {
  const build = { builderVersion: "BuilderV1" };

  expect(() => readInputs({ imageName: "a:1", build })).toThrow(/leave builderVersion out/);
});
