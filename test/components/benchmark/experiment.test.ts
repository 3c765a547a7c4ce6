import { runExperiments } from "../../../components/benchmark/runExperiments";
import { WebService } from "../../../components/workloads/webService";
import { type Recorded, Recorder } from "../../support/recorder";

const digest = (digit: string): string => `r/i@sha256:${digit.repeat(64)}`;
const JOB = "kubernetes:batch/v1:Job";

/** Two experiments, of two subjects and of one, after a server that must be ready. */
async function run(images: Readonly<Record<string, string>>): Promise<Recorder> {
  const recorder = await Recorder.start();
  const resources = {
    limits: { cpu: "2 CPU", memory: "512 MiB" },
    requests: { cpu: "10 mCPU", memory: "64 MiB" },
  } as const;
  const server = new WebService("server", { namespace: "n", image: digest("0"), resources });
  const subjects = Object.entries(images).map(([name, image]) => ({
    name,
    namespace: "n",
    image,
    url: `http://${name}/`,
  }));
  runExperiments(
    {
      plan: { connections: 8, threads: 1, warmup: "1 s", duration: "2 s" },
      image: digest("f"),
      experiments: [
        { name: "first", subjects: subjects.slice(0, 2) },
        { name: "second", subjects: subjects.slice(2) },
      ],
      after: [server],
    },
    {},
  );
  await recorder.settle();
  return recorder;
}

const nameOf = (job: Recorded): string => (job.inputs.metadata as { name: string }).name;

test("runs one Job at a time, across experiments, after all that must be ready", async () => {
  const recorder = await run({ a: digest("1"), b: digest("2"), c: digest("3") });

  const [a, b, c] = ["first-a", "first-b", "second-c"].map((name) => recorder.only(JOB, name));
  for (const job of [a, b, c]) {
    expect(job.dependsOn).toContain("kubernetes:apps/v1:Deployment::server");
  }
  expect(b.dependsOn).toContain(`${JOB}::first-a`);
  expect(c.dependsOn).toContain(`${JOB}::first-b`);
});

test("renames only the Job of the subject that changed", async () => {
  const before = await run({ a: digest("1"), b: digest("2"), c: digest("3") });
  const after = await run({ a: digest("9"), b: digest("2"), c: digest("3") });

  const changed = before
    .ofType(JOB)
    .filter((job) => nameOf(job) !== nameOf(after.only(JOB, job.name)));
  expect(changed.map(({ name }) => name)).toEqual(["first-a"]);
});

test("makes no field of a Job from another Job, or replacing one would replace the next", async () => {
  const recorder = await run({ a: digest("1"), b: digest("2"), c: digest("3") });

  for (const job of recorder.ofType(JOB)) {
    expect(job.madeFrom.filter((urn) => urn.startsWith(JOB))).toEqual([]);
  }
});

test("keeps a Job for its log, tries once, and makes a failed one again", async () => {
  const recorder = await run({ a: digest("1"), b: digest("2"), c: digest("3") });

  const { spec, metadata } = recorder.only(JOB, "first-a").inputs;
  expect(spec).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 123 });
  expect(spec).not.toHaveProperty("ttlSecondsAfterFinished");
  expect(metadata).toMatchObject({ annotations: { "pulumi.com/replaceUnready": "true" } });
});

test("ends a Job at once when it is told to, since nobody sends it anything", async () => {
  const recorder = await run({ a: digest("1") });

  const { template } = recorder.only(JOB, "first-a").inputs.spec as {
    template: { spec: { containers: object[] } };
  };
  expect(template.spec.containers).toHaveLength(1);
  expect(template.spec.containers[0]).not.toHaveProperty("lifecycle");
});

test("gives a token to the load generator alone, for reading the counters of nodes", async () => {
  const recorder = await run({ a: digest("1"), b: digest("2"), c: digest("3") });

  const [role] = recorder.ofType("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole");
  expect(role.inputs.rules).toEqual([
    { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
  ]);
  for (const job of recorder.ofType(JOB)) {
    expect(job.inputs.spec).toMatchObject({
      template: { spec: { serviceAccountName: "loadgen", automountServiceAccountToken: true } },
    });
  }
});
