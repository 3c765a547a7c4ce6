import { eventState, jobState, runningIn } from "../../../cli/bench/jobCluster";
import { deployedJob } from "./sampleRun";

test.each([
  ["ADDED ", "running"],
  ["MODIFIED SuccessCriteriaMet", "running"],
  ["MODIFIED SuccessCriteriaMet Complete", "complete"],
  ["MODIFIED FailureTarget Failed", "failed"],
  ["DELETED Complete", "gone"],
])("the event %j means %s", (line, state) => {
  expect(eventState(line)).toBe(state);
});

test("only Jobs that have not ended are running, and none that waits to be repeated on demand", () => {
  const text = "a \nb SuccessCriteriaMet Complete\nc Failed\n\nd Suspended\n";

  expect(runningIn(text)).toEqual(["a"]);
});

test("the state of a manifest is that of its conditions", () => {
  expect(jobState(undefined)).toBe("gone");
  expect(jobState(deployedJob())).toBe("complete");
  expect(jobState({ ...deployedJob(), status: {} })).toBe("running");
});
