import { golden, goldenText } from "../support/golden";
import { type ProgramRun, runProgram } from "../support/program";
import { stackConfig } from "../support/stackConfig";

let run: ProgramRun;

beforeAll(async () => {
  run = await runProgram(stackConfig("dev"));
});

test("deploys exactly the resources of test/golden/dev.yaml", () => {
  const text = goldenText(run.recorder.resources);

  expect(text).toBe(golden("dev", text));
});
