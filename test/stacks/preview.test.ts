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
  // With the comparison of pods, the shop's migration, 11 variants of the servers and 6 of the shop.
  expect(count("kubernetes:batch/v1:Job")).toBe(CONTESTANTS.length + 2 + 11 + 6);
});

test("makes up no name for a Job that depends on an unknown digest", () => {
  for (const { inputs } of run.recorder.ofType("kubernetes:batch/v1:Job")) {
    expect(JSON.stringify(inputs)).not.toMatch(/(bench|shop-migrate)-[0-9a-z]/);
  }
});
