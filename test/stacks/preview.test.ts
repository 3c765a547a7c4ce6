import { CONTESTANTS } from "../../stacks/frameworksServers";
import { type ProgramRun, runProgram } from "../support/program";
import { stackConfig } from "../support/stackConfig";

let run: ProgramRun;

beforeAll(async () => {
  run = await runProgram(stackConfig("dev"), { preview: true });
});

test("shows every resource of a first update, though no image has a digest yet", () => {
  const count = (type: string): number => run.recorder.ofType(type).length;

  expect(count("docker:index/image:Image")).toBe(CONTESTANTS.length + 5);
  expect(count("kubernetes:apps/v1:Deployment")).toBe(CONTESTANTS.length + 2);
  // With the shop's migration and its tuning.
  expect(count("kubernetes:batch/v1:Job")).toBe(CONTESTANTS.length + 2);
});

test("makes up no name for a Job that depends on an unknown digest, nor for what keeps one", () => {
  const jobs = run.recorder.ofType("kubernetes:batch/v1:Job");
  const kept = run.recorder.only("kubernetes:core/v1:ConfigMap", "tare-benchmark-on-demand");

  for (const { inputs } of [...jobs, kept]) {
    expect(JSON.stringify(inputs)).not.toMatch(/(bench|shop-migrate|on-demand-jobs)-[0-9a-z]/);
  }
});
