import { derivedJob, planFor, readManifest } from "../../../cli/bench/derivedJob";
import { planDocument, settingsPlan } from "../../../components/benchmark/plan";
import { podDeadline, podPlanDocument } from "../../../components/benchmark/podPlan";
import { seconds } from "../../../components/config/duration";
import { UserError } from "../../../platform/errors";
import { deployedJob, PLAN } from "./sampleRun";

const found = deployedJob();
const manifest = readManifest(found.metadata.name, found);

describe("derivedJob", () => {
  const plan = planFor("full", manifest);
  const job = derivedJob(manifest, { name: "bench-hyperlane-x", run: "x", plan });
  const labels = { ...found.metadata.labels, "tare.dev/run": "x" };

  test("is the same pod under another plan", () => {
    const { template } = job.spec as typeof found.spec;
    const [generator] = template.spec.containers;
    const before = found.spec.template.spec.containers[0];

    expect(template.spec).toMatchObject({
      restartPolicy: "Never",
      initContainers: found.spec.template.spec.initContainers,
    });
    expect(JSON.parse(generator?.env[1]?.value ?? "")).toEqual(planDocument(plan));
    expect([generator?.env[0], generator?.env[2]]).toEqual([before?.env[0], before?.env[2]]);
  });

  test("has nothing in it that the cluster or Pulumi has put on the first one", () => {
    const { metadata, spec } = job as unknown as typeof found;

    expect(metadata).toEqual({ name: "bench-hyperlane-x", namespace: "tare-benchmark", labels });
    expect(spec.template.metadata).toEqual({ labels });
    expect(Object.keys(spec).sort()).toEqual(["activeDeadlineSeconds", "backoffLimit", "template"]);
    expect(job).not.toHaveProperty("status");
  });
});

describe("of a comparison of pods", () => {
  const comparison = (variants: string) => {
    const job = deployedJob("exclusive-core");
    const { spec } = job.spec.template;
    const [loadgen] = spec.containers;
    const told = { VARIANTS: variants, PLAN: JSON.stringify(podPlanDocument(PLAN)) };
    const env = Object.entries(told).map(([name, value]) => ({ name, value }));
    const containers = [{ ...loadgen, env }];
    const template = { ...job.spec.template, spec: { ...spec, containers } };
    return readManifest("j", { ...job, spec: { ...job.spec, template } });
  };
  const derived = (variants: string) => {
    const of = comparison(variants);
    return derivedJob(of, { name: "bench-x", run: "x", plan: planFor("full", of) });
  };

  test("it has the plan and the deadline of its kind", () => {
    const { spec } = derived("[{},{}]") as { spec: typeof found.spec & Record<string, unknown> };
    const plan = planFor("full", manifest);

    const env = spec.template.spec.containers[0]?.env;
    expect(JSON.parse(env?.[1]?.value ?? "")).toEqual(podPlanDocument(plan));
    expect(spec.activeDeadlineSeconds).toBe(seconds(podDeadline(plan, 2)));
  });

  test("it is refused where its variants cannot be read", () => {
    expect(() => derived("?")).toThrow("the manifest of job bench-exclusive-core-0123abcd");
  });
});

test("the load of a plan is that of the environment", () => {
  expect(planFor("standard", manifest)).toMatchObject({
    connections: 8,
    threads: 1,
    seed: 3,
    cost: { rate: "5000 /s", blocks: 4 },
  });
});

test("two settings of one server keep their one rate of latency, whatever the plan", () => {
  const text = JSON.stringify(planDocument(settingsPlan(PLAN, { rate: "150 /s" })));
  const [generator] = found.spec.template.spec.containers;
  const env = generator?.env.map((one) =>
    one.name === "PLAN" ? { name: "PLAN", value: text } : one,
  );
  const template = { ...found.spec.template, spec: { containers: [{ ...generator, env }] } };
  const onDemand = { ...found, spec: { ...found.spec, template } };

  expect(planFor("full", readManifest("x", onDemand))).toMatchObject({
    cost: { rate: "150 /s", blocks: 10 },
    latency: { peak: "yardstick", blocks: 4 },
    article: { duration: "0 s" },
  });
});

test("a Job that this program has not made is refused by name", () => {
  const { spec } = found;
  const foreign = { ...spec, template: { ...spec.template, spec: { containers: [] } } };
  const read = (): unknown => planFor("short", readManifest("other", { ...found, spec: foreign }));

  expect(() => readManifest("other", {})).toThrow(UserError);
  expect(() => readManifest("other", {})).toThrow("the manifest of job other cannot be read");
  expect(read).toThrow("the manifest of job bench-hyperlane-0123abcd cannot be read");
});
