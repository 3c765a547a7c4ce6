import { type Facts } from "../../../cli/plan/facts";
import { planOf, planText, pluginText } from "../../../cli/plan/plan";
import { preflightProblems } from "../../../cli/plan/preflight";
import { TOOLS } from "../../../platform/tools/catalogue";

const bare: Facts = {
  tools: {},
  source: "build",
  engine: "absent",
  cluster: "absent",
  registry: "absent",
  stack: false,
  registryPortHolder: undefined,
  imagesCached: false,
  goPresent: true,
  rustPresent: true,
  cores: 2,
  freeMemoryGb: 20,
  disks: [{ path: "/home/me", freeGb: 100 }],
};
const ready: Facts = {
  ...bare,
  tools: Object.fromEntries(
    TOOLS.map(({ name, version }) => [name, { path: name, version, source: "download" }]),
  ),
  engine: "answers",
  cluster: "running",
  registry: "running",
  stack: true,
};
const port = { registryPort: 5001 };
const minutesOf = (facts: Facts): number =>
  planOf(facts).reduce((sum, { seconds }) => sum + seconds, 0) / 60;

test("on a bare machine the plan names every tool, where it comes from, disk and time", () => {
  const text = planText(planOf(bare), bare);

  for (const { version } of TOOLS) expect(text).toContain(version);
  expect(text).toContain("build from the Go module registry: pulumi");
  expect(text).toContain("install Debian's docker.io with apt-get");
  expect(text).toMatch(/disk +up to \d+ GB more; 100 GB free at \/home\/me/);
  expect(text).toMatch(/time +about \d+ min in all/);
});

test("what is there costs next to nothing", () => {
  expect(minutesOf(ready)).toBeLessThan(1.5);
  expect(minutesOf(bare)).toBeGreaterThan(20);
});

test("stand-ins are called stand-ins before they are bundled and when they run", () => {
  const plugins = [
    { plugin: "kubernetes", version: "4.34.2+tare", source: "build" },
    { plugin: "docker", version: "5.2.0", source: "download" },
  ] as const;

  expect(planText(planOf(bare), bare)).toContain("bundle the project's stand-ins");
  expect(pluginText(plugins)).toBe("kubernetes 4.34.2+tare (stand-in), docker 5.2.0 (official)");
});

test("a machine that has what is needed has no problems", () => {
  expect(preflightProblems(bare, planOf(bare), port)).toEqual([]);
  expect(preflightProblems(ready, planOf(ready), port)).toEqual([]);
});

test("all problems are named at once, each with a way out", () => {
  const poor: Facts = {
    ...bare,
    disks: [{ path: "/home/me", freeGb: 2 }],
    freeMemoryGb: 1,
    registryPortHolder: "container other-registry",
    goPresent: false,
    rustPresent: false,
  };

  const problems = preflightProblems(poor, planOf(poor), port);

  expect(problems.map(({ what }) => what)).toEqual([
    expect.stringMatching(/^the disk of \/home\/me has 2\.0 GB free, and up to \d+ GB are needed$/),
    "1.0 GB of memory are free, and the cluster needs 3 GB",
    "port 5001 on 127.0.0.1 is held by container other-registry, and the registry needs it",
    "the official downloads cannot be reached, and Go is not installed to build the tools",
    expect.stringContaining("Rust is not installed"),
  ]);
  for (const { way } of problems) expect(way.length).toBeGreaterThan(10);
});

test("Go and Rust are not asked for, where everything can be downloaded", () => {
  const online: Facts = { ...bare, source: "download", goPresent: false, rustPresent: false };

  expect(preflightProblems(online, planOf(online), port)).toEqual([]);
});
