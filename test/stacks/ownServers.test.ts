import { CLUSTER_UID } from "../support/kubectl";
import { type ProgramRun, runProgram } from "../support/program";

const REFERENCE = `registry.example.com/team/theirs@sha256:${"b".repeat(64)}`;

let run: ProgramRun;

beforeAll(async () => {
  const contestants = {
    theirs: { image: REFERENCE, settings: { WORKERS: "2", MODE: "fast" } },
    mine: { context: "test/support/ownServer" },
  };
  run = await runProgram({
    "tare:cluster": JSON.stringify({ kind: "kind", uid: CLUSTER_UID }),
    "tare:contestants": JSON.stringify(contestants),
  });
});

const inputsOf = (type: string, name: string): Record<string, unknown> => {
  const found = run.recorder.ofType(type).find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} is not among the resources of ${type}`);
  return found.inputs;
};

test("a server given by digest is deployed as it is, told its port, with its own variables", () => {
  expect(inputsOf("kubernetes:apps/v1:Deployment", "theirs").spec).toMatchObject({
    template: {
      spec: {
        containers: [
          {
            image: REFERENCE,
            env: [
              { name: "MODE", value: "fast" },
              { name: "PORT", value: "8080" },
            ],
            ports: [{ containerPort: 8080 }],
          },
        ],
      },
    },
  });
});

test("a server given by its folder is built from it", () => {
  expect(inputsOf("docker:index/image:Image", "mine")).toMatchObject({
    build: {
      context: "test/support/ownServer",
      dockerfile: "test/support/ownServer/Dockerfile",
    },
  });
});

test("both are measured, under their settings", () => {
  const jobs = run.recorder.ofType("kubernetes:batch/v1:Job").map(({ name }) => name);
  const job = inputsOf("kubernetes:batch/v1:Job", "frameworks-theirs") as {
    spec: { template: { spec: { initContainers: { name: string; env: unknown[] }[] } } };
  };
  const arm = job.spec.template.spec.initContainers.find(({ name }) => name === "theirs");

  expect(jobs).toEqual(expect.arrayContaining(["frameworks-theirs", "frameworks-mine"]));
  expect(arm?.env).toContainEqual({ name: "WORKERS", value: "2" });
});
