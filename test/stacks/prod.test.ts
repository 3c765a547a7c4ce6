import { IMAGES } from "../../components/config/images";
import { CONTESTANTS } from "../../stacks/frameworksServers";
import { CLUSTER_UID } from "../support/kubectl";
import { type ProgramRun, runProgram } from "../support/program";

const reference = (name: string): string =>
  `registry.example.com/tare/${name}@sha256:${"a".repeat(64)}`;

let run: ProgramRun;

beforeAll(async () => {
  run = await runProgram({
    "tare:cluster": JSON.stringify({ kind: "cloud", context: "prod", uid: CLUSTER_UID }),
    "tare:benchmark": JSON.stringify({ plan: "off" }),
    "tare:images": JSON.stringify(
      Object.fromEntries(IMAGES.map((name) => [name, reference(name)])),
    ),
  });
});

test("builds nothing, when every image is given by digest", () => {
  expect(run.recorder.ofType("docker:index/image:Image")).toEqual([]);
  const deployments = run.recorder.ofType("kubernetes:apps/v1:Deployment");
  expect(deployments).toHaveLength(CONTESTANTS.length + 2);
  for (const { name, inputs } of deployments) {
    expect(inputs.spec).toMatchObject({
      template: { spec: { containers: [{ image: reference(name) }] } },
    });
  }
});

test("leaves nothing of the benchmark in the cluster, when the plan is off", () => {
  const ofBenchmark = run.recorder.resources.filter(({ type, name }) =>
    /bench|Experiment|LoadGenerator|NodeProbe|tare-benchmark|loadgen/.test(`${type} ${name}`),
  );

  expect(ofBenchmark).toEqual([]);
  expect(run.outputs.benchmarks).toEqual([]);
});
