import { against } from "../../../components/benchmark/comparison";
import type { MeasuredService } from "../../../components/benchmark/measuredService";
import { measuringPlan } from "../../../components/benchmark/plan";
import { runExperiments } from "../../../components/benchmark/runExperiments";
import { WebService } from "../../../components/workloads/webService";
import { keptJobs } from "../../support/keptJobs";
import { type Recorded, Recorder } from "../../support/recorder";

const digest = (digit: string): string => `r/i@sha256:${digit.repeat(64)}`;
const JOB = "kubernetes:batch/v1:Job";
const IMAGES = { a: digest("1"), b: digest("2"), c: digest("3"), yardstick: digest("4") };

const SERVICE: MeasuredService = {
  path: "/list",
  resources: {
    limits: { cpu: "1 CPU", memory: "256 MiB" },
    requests: { cpu: "10 mCPU", memory: "64 MiB" },
  },
  env: [{ name: "DATABASE_HOST", value: "db" }],
  secrets: [{ name: "database", mountPath: "/etc/tare/database", data: { password: "secret" } }],
  calls: ["db"],
};

interface PodSpec {
  readonly initContainers: readonly Record<string, unknown>[];
  readonly containers: readonly { readonly env: readonly { name: string; value?: string }[] }[];
  readonly [key: string]: unknown;
}

/** Two experiments, of two subjects and of one, after a server that must be ready. */
async function run(images: typeof IMAGES = IMAGES): Promise<Recorder> {
  const recorder = await Recorder.start();
  const server = new WebService("server", {
    namespace: "n",
    image: digest("0"),
    cpu: { cores: 1 },
    memory: { limit: "64 MiB" },
  });
  const yardstick = { name: "yardstick", image: images.yardstick };
  const subject = (name: "a" | "b" | "c") => ({ name, image: images[name] });
  runExperiments(
    {
      plan: measuringPlan("short", { connections: 8, threads: 1, seed: 1, rate: "100 /s" }),
      images: { loadgen: digest("e"), nodeprobe: digest("f") },
      experiments: [
        { name: "first", pairings: against(yardstick, [subject("a"), subject("b")]) },
        {
          name: "second",
          pairings: against(yardstick, [{ ...subject("c"), settings: { WORKERS: "2" } }]),
        },
        {
          name: "settings",
          compares: "settings",
          load: { connections: 4, rate: "50 /s" },
          service: SERVICE,
          pairings: [
            { yardstick, subject: { ...yardstick, name: "now" } },
            { yardstick, subject: { ...yardstick, name: "later" }, onDemand: true },
          ],
        },
      ],
      after: [server],
    },
    {},
  );
  await recorder.settle();
  return recorder;
}

const nameOf = (job: Recorded): string => (job.inputs.metadata as { name: string }).name;
const podOf = (job: Recorded): PodSpec =>
  (job.inputs.spec as { template: { spec: PodSpec } }).template.spec;

test("runs one Job at a time, across experiments, after all that must be ready", async () => {
  const recorder = await run();

  const [a, b, c] = ["first-a", "first-b", "second-c"].map((name) => recorder.only(JOB, name));
  for (const job of [a, b, c]) {
    expect(job.dependsOn).toContain("kubernetes:apps/v1:Deployment::server");
    expect(job.dependsOn).toContain("kubernetes:apps/v1:DaemonSet::tare-nodeprobe");
  }
  expect(b.dependsOn).toContain(`${JOB}::first-a`);
  expect(c.dependsOn).toContain(`${JOB}::first-b`);
});

test("renames only the Job of the subject that changed, and all when the yardstick did", async () => {
  const before = await run();
  const changed = async (images: Partial<typeof IMAGES>): Promise<string[]> => {
    const after = await run({ ...IMAGES, ...images });
    const renamed = (own: Recorded[], others: Recorded[]): Recorded[] =>
      own.filter((job) => !others.some((other) => nameOf(other) === nameOf(job)));
    return [
      ...renamed(before.ofType(JOB), after.ofType(JOB)),
      ...renamed(keptJobs(before.resources), keptJobs(after.resources)),
    ]
      .map(({ name }) => name)
      .sort();
  };

  expect(await changed({ a: digest("9") })).toEqual(["first-a"]);
  expect(await changed({ yardstick: digest("9") })).toEqual([
    ...["first-a", "first-b", "second-c", "settings-later", "settings-now"],
  ]);
});

test("makes no field of a Job from another Job, or replacing one would replace the next", async () => {
  const recorder = await run();

  for (const job of recorder.ofType(JOB)) {
    expect(job.madeFrom.filter((urn) => urn.startsWith(JOB))).toEqual([]);
  }
});

test("keeps a Job for its log, tries once, and makes a failed one again", async () => {
  const recorder = await run();

  const { spec, metadata } = recorder.only(JOB, "first-a").inputs;
  expect(spec).toMatchObject({ backoffLimit: 0 });
  expect(spec).not.toHaveProperty("ttlSecondsAfterFinished");
  expect(metadata).toMatchObject({ annotations: { "pulumi.com/replaceUnready": "true" } });
});

describe("the pod of a session", () => {
  test("holds both servers as sidecars that share processes and user with the load generator", async () => {
    const pod = podOf((await run()).only(JOB, "second-c"));

    expect(pod).toMatchObject({
      shareProcessNamespace: true,
      securityContext: { runAsUser: 65532, runAsNonRoot: true },
    });
    expect(pod.containers).toHaveLength(1);
    expect(pod.initContainers.map(({ name, image }) => [name, image])).toEqual([
      ["yardstick", IMAGES.yardstick],
      ["c", IMAGES.c],
    ]);
    for (const arm of pod.initContainers) {
      // Liveness would restart an arm that is stopped while the other one is measured.
      expect(arm).not.toHaveProperty("livenessProbe");
      expect(arm).toMatchObject({
        restartPolicy: "Always",
        resources: { limits: { cpu: "2", memory: "512Mi" } },
        securityContext: { readOnlyRootFilesystem: true },
      });
    }
  });

  test("tells each arm its own port and name, and the settings of the experiment", async () => {
    const pod = podOf((await run()).only(JOB, "second-c"));

    expect(pod.initContainers.map(({ env }) => env)).toEqual([
      [
        { name: "PORT", value: "8081" },
        { name: "TARE_ARM", value: "yardstick" },
      ],
      [
        { name: "WORKERS", value: "2" },
        { name: "PORT", value: "8082" },
        { name: "TARE_ARM", value: "c" },
      ],
    ]);
    const arms = pod.containers[0].env.find(({ name }) => name === "ARMS");
    expect(JSON.parse(arms?.value ?? "")).toEqual([
      { name: "yardstick", image: IMAGES.yardstick, port: 8081, settings: {} },
      { name: "c", image: IMAGES.c, port: 8082, settings: { WORKERS: "2" } },
    ]);
  });

  test("has a token for nodeprobe that is of no use elsewhere, and none mounted by default", async () => {
    const pod = podOf((await run()).only(JOB, "first-a"));

    expect(pod).toMatchObject({ automountServiceAccountToken: false });
    expect(JSON.stringify(pod.volumes)).toContain('"audience":"tare-nodeprobe"');
  });
});

describe("a comparison of settings", () => {
  test("keeps what is on demand as text, and has nothing wait for its being measured", async () => {
    const recorder = await run();
    const [later, ...others] = keptJobs(recorder.resources);
    const now = recorder.only(JOB, "settings-now");

    expect(others).toEqual([]);
    expect(later.name).toBe("settings-later");
    expect(recorder.ofType(JOB).map(({ name }) => name)).not.toContain("settings-later");
    expect(now.dependsOn).toContain(`${JOB}::second-c`);
  });

  test("keeps the very Job that an update would make, but for the name of its subject", async () => {
    const recorder = await run();
    const [later] = keptJobs(recorder.resources);
    const now = recorder.only(JOB, "settings-now");
    const unnamed = (job: Recorded, subject: string): unknown =>
      JSON.parse(
        JSON.stringify(job.inputs)
          .replaceAll(nameOf(job), "NAME")
          .replaceAll(`"${subject}"`, '"SUBJECT"')
          .replaceAll(`\\"${subject}\\"`, '\\"SUBJECT\\"'),
      );
    const { annotations, ...metadata } = now.inputs.metadata as { annotations?: object };

    expect(annotations).toBeDefined();
    expect(unnamed(later, "later")).toEqual(
      unnamed({ ...now, inputs: { ...now.inputs, metadata } }, "now"),
    );
  });

  test("is told where to ask, at which rate, and that both arms get the same one", async () => {
    const [{ env }] = podOf((await run()).only(JOB, "settings-now")).containers;
    const document = (name: string): unknown =>
      JSON.parse(env.find((one) => one.name === name)?.value ?? "");

    expect(document("ARMS")).toMatchObject([
      { name: "yardstick", path: "/list", calls: ["db"] },
      { name: "now", path: "/list", calls: ["db"] },
    ]);
    expect(document("PLAN")).toMatchObject({
      connections: 4,
      cost: { rate: 50 },
      latency: { peak: "yardstick" },
      article: { seconds: 0 },
    });
  });

  test("gives both arms the Secret, made where they are, and what the service has", async () => {
    const recorder = await run();
    const pod = podOf(recorder.only(JOB, "settings-now"));
    const secret = recorder.only("kubernetes:core/v1:Secret", "settings-database");
    const { name } = secret.inputs.metadata as { name: string };

    expect(secret.inputs).toMatchObject({ metadata: { namespace: "tare-benchmark" } });
    expect(name).toMatch(/^settings-database-[0-9a-f]{8}$/);
    expect(pod.volumes).toContainEqual({
      name: "database",
      secret: { secretName: name, defaultMode: 0o440 },
    });
    expect(pod).toMatchObject({ securityContext: { fsGroup: 65_532 } });
    for (const arm of pod.initContainers) {
      expect(arm).toMatchObject({
        env: expect.arrayContaining([{ name: "DATABASE_HOST", value: "db" }]) as unknown,
        resources: { limits: { cpu: "1", memory: "256Mi" } },
        volumeMounts: [{ name: "database", mountPath: "/etc/tare/database", readOnly: true }],
      });
    }
  });
});
