import { releaseOf, TOOLS } from "../../../platform/tools/catalogue";
import { currentTarget, type Target } from "../../../platform/tools/target";
import { TEST_TOOLS } from "../../../platform/tools/testTools";

const targets = (["linux", "darwin"] as const).flatMap((os) =>
  (["amd64", "arm64"] as const).map((arch): Target => ({ os, arch })),
);

test("every tool has a release with a list of checksums for each platform", () => {
  for (const tool of [...TOOLS, ...TEST_TOOLS].filter(({ name }) => name !== "cyclonus")) {
    const urls = targets.map((target) => {
      const { url, checksums, file } = releaseOf(tool, target);
      expect(checksums).toMatch(/^https:\/\/.+(sum|sums\.txt|sha256|CHECKSUMS)$/);
      expect(url).toContain(tool.version);
      expect(url.endsWith(file)).toBe(true);
      return url;
    });
    expect(new Set(urls).size).toBe(targets.length);
  }
});

test("names of releases are those of the publishers", () => {
  const linux = [...TOOLS, ...TEST_TOOLS.slice(0, 2)].map((tool) =>
    releaseOf(tool, { os: "linux", arch: "amd64" }),
  );
  const kept = linux.map(({ file }) => file.replace(/\d+\.\d+\.\d+/, "V"));

  expect(kept).toEqual([
    "pulumi-vV-linux-x64.tar.gz",
    "pulumi-resource-kubernetes-vV-linux-amd64.tar.gz",
    "pulumi-resource-docker-vV-linux-amd64.tar.gz",
    "pulumi-resource-random-vV-linux-amd64.tar.gz",
    "kind-linux-amd64",
    "kubectl",
    "buildx-vV.linux-amd64",
    "kubeconform-linux-amd64.tar.gz",
    "kube-score_V_linux_amd64.tar.gz",
  ]);
});

test("a tool without a release for this machine is built, and never looked for elsewhere", () => {
  const [cyclonus] = TEST_TOOLS.filter(({ name }) => name === "cyclonus");

  for (const target of targets) expect(cyclonus.release(target)).toBeUndefined();
  expect(() => releaseOf(cyclonus, targets[0])).toThrow("cyclonus has no release");
});

test("an unknown platform is named, with the known ones", () => {
  expect(() => currentTarget("win32", "x64")).toThrow("this machine is win32/x64");
  expect(() => currentTarget("linux", "ppc64")).toThrow("this machine is linux/ppc64");
  expect(currentTarget("darwin", "arm64")).toEqual({ os: "darwin", arch: "arm64" });
});
