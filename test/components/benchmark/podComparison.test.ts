import { against } from "../../../components/benchmark/comparison";
import { measuringPlan } from "../../../components/benchmark/plan";
import {
  type PodComparison,
  podComparisonProblems,
} from "../../../components/benchmark/podComparison";
import { runExperiments } from "../../../components/benchmark/runExperiments";
import { Recorder } from "../../support/recorder";

const RBAC = "kubernetes:rbac.authorization.k8s.io/v1";
const JOB = "kubernetes:batch/v1:Job";
const digest = (digit: string): string => `r/i@sha256:${digit.repeat(64)}`;
const SERVER = { name: "b", image: digest("2"), settings: { BACKLOG: "64" } };
const SHARED = {
  name: "shared",
  cpu: { cores: 1, request: "10 mCPU" },
  memory: { limit: "64 MiB" },
} as const;
const EXCLUSIVE = {
  name: "exclusive",
  cpu: { cores: 1, exclusive: true, threads: 1 },
  memory: { limit: "64 MiB" },
} as const;
const COMPARISON: PodComparison = {
  name: "own-core",
  server: SERVER,
  variants: [SHARED, EXCLUSIVE],
};

async function run(podComparisons: readonly PodComparison[], plan: "short" | "full" = "short") {
  const recorder = await Recorder.start();
  const yardstick = { name: "yardstick", image: digest("1") };
  runExperiments(
    {
      plan: measuringPlan(plan, { connections: 8, threads: 1, seed: 1, rate: "100 /s" }),
      images: { loadgen: digest("e"), nodeprobe: digest("f") },
      experiments: [{ name: "first", pairings: against(yardstick, [SERVER]), podComparisons }],
      after: [],
    },
    {},
  );
  await recorder.settle();
  return recorder;
}

interface JobSpec {
  readonly template: {
    readonly spec: {
      readonly containers: readonly {
        readonly command?: readonly string[];
        readonly env: readonly { readonly name: string; readonly value?: string }[];
      }[];
    };
  };
}

describe("a comparison of pod specs", () => {
  let recorder: Recorder;
  let env: ReadonlyMap<string, string | undefined>;

  beforeAll(async () => {
    recorder = await run([COMPARISON]);
    const { template } = recorder.only(JOB, "first-own-core").inputs.spec as JobSpec;
    const [container] = template.spec.containers;
    expect(template.spec.containers).toHaveLength(1);
    expect(template.spec).not.toHaveProperty("initContainers");
    expect(container.command).toEqual(["/usr/bin/loadgen", "podspecs"]);
    env = new Map(container.env.map(({ name, value }) => [name, value]));
  });

  test("is a Job in the same chain, after the sessions and the namespace of its pods", () => {
    const { dependsOn } = recorder.only(JOB, "first-own-core");

    expect(dependsOn).toContain(`${JOB}::first-b`);
    expect(dependsOn).toContain(`${RBAC}:RoleBinding::tare-benchmark-variants-pods`);
  });

  test("tells the load generator which pods to make, each with its own spec", () => {
    const variants = JSON.parse(env.get("VARIANTS") ?? "") as Record<string, unknown>[];

    expect(
      variants.map(({ name, exclusiveCores, image }) => [name, exclusiveCores, image]),
    ).toEqual([
      ["shared", 0, SERVER.image],
      ["exclusive", 1, SERVER.image],
    ]);
    const memory = "64Mi";
    expect(variants[0].template).toMatchObject({
      spec: {
        restartPolicy: "Never",
        automountServiceAccountToken: false,
        containers: [{ resources: { requests: { cpu: "10m", memory } } }],
      },
    });
    // Guaranteed: all requests are limits, and whole cores.
    const all = { cpu: "1", memory };
    expect(variants[1].template).toMatchObject({
      spec: { containers: [{ resources: { requests: all, limits: all } }] },
    });
    expect(JSON.stringify(variants[1].template)).toContain('{"name":"WORKERS","value":"1"}');
    expect(JSON.stringify(variants[0].template)).toContain('{"name":"BACKLOG","value":"64"}');
  });

  test("keeps no pod waiting when it is to go", () => {
    expect(env.get("VARIANTS")).not.toContain("preStop");
    expect(env.get("VARIANTS")).toContain('"terminationGracePeriodSeconds":1');
  });

  test("says where its result is found, and of what kind it is", () => {
    const { measurements } = recorder.only("tare:index:Experiment", "first").outputs ?? {};

    expect(measurements).toMatchObject([
      { subject: "b" },
      { subject: "own-core", kind: "pods", images: { shared: SERVER.image } },
    ]);
    expect((measurements as object[])[0]).not.toHaveProperty("kind");
  });

  test("is measured again when a spec or the plan is another one", async () => {
    const nameOf = (one: Recorder): unknown => one.only(JOB, "first-own-core").inputs.metadata;
    const other = { ...COMPARISON, variants: [SHARED, { ...SHARED, name: "exclusive" }] };

    expect(nameOf(await run([COMPARISON]))).toEqual(nameOf(recorder));
    expect(nameOf(await run([other]))).not.toEqual(nameOf(recorder));
    expect(nameOf(await run([COMPARISON], "full"))).not.toEqual(nameOf(recorder));
  });
});

describe("the namespace of the pods", () => {
  test("lets the load generator create, get and delete pods, and nothing else", async () => {
    const recorder = await run([COMPARISON]);

    const { rules } = recorder.only(`${RBAC}:Role`, "tare-benchmark-variants-pods").inputs;
    expect(rules).toEqual([
      { apiGroups: [""], resources: ["pods"], verbs: ["create", "get", "delete"] },
    ]);
    expect(
      recorder.only(`${RBAC}:RoleBinding`, "tare-benchmark-variants-pods").inputs,
    ).toMatchObject({
      metadata: { namespace: "tare-benchmark-variants" },
      subjects: [{ kind: "ServiceAccount", name: "loadgen", namespace: "tare-benchmark" }],
    });
  });

  test("is not there where nothing is compared in pods", async () => {
    const names = (await run([])).ofType("kubernetes:core/v1:Namespace").map(({ name }) => name);

    expect(names.sort()).toEqual(["tare-benchmark", "tare-nodeprobe"]);
  });
});

describe("a comparison is refused", () => {
  test.each<[string, Partial<PodComparison>, string, string]>([
    ["its name is no label", { name: "Own" }, "name", "must be 1 to 30 lower-case letters"],
    ["it has one variant", { variants: [SHARED] }, "variants", "must be at least two"],
    [
      "two variants have one name",
      { variants: [SHARED, { ...EXCLUSIVE, name: "shared" }] },
      "variants[1].name",
      "must be another name",
    ],
    [
      "a spec contradicts itself",
      { variants: [SHARED, { ...EXCLUSIVE, cpu: { cores: 1.5, exclusive: true } }] },
      "variants[1].cpu.cores",
      "must be a whole number",
    ],
  ])("when %s", (_, change, path, sentence) => {
    const problems = podComparisonProblems({ ...COMPARISON, ...change });

    expect(problems).toMatchObject([{ path }]);
    expect(problems[0]?.sentence).toContain(sentence);
  });

  test("before anything is registered, with all that is wrong in one message", async () => {
    const wrong = run([{ ...COMPARISON, name: "x_", variants: [] }]);

    await expect(wrong).rejects.toThrow(
      /PodComparison 'x_' has 2 problems:\n.*\n.*'variants' \(0\)/,
    );
  });
});
