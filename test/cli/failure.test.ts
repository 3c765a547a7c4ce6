import { failureText } from "../../cli/failure";
import { StepError } from "../../cli/steps/runSteps";
import { UserError } from "../../platform/errors";
import { CommandError } from "../../platform/exec";

const step = { id: "cluster", title: "kind cluster", seconds: 1, run: () => Promise.resolve() };

test("a failed step says what, why, what to do and where the log is", () => {
  const cause = new UserError("port 5001 is taken", "set TARE_REGISTRY_PORT", "held by nginx");

  expect(failureText(new StepError(step, "/logs/cluster.log", cause))).toBe(
    "kind cluster failed.\n" +
      "  what  port 5001 is taken\n" +
      "  why   held by nginx\n" +
      "  do    set TARE_REGISTRY_PORT\n" +
      "  log   /logs/cluster.log\n",
  );
});

test("a failed command is shown with its last line, without a stack trace", () => {
  const error = new CommandError("kind create", 1, "", "one\nno space left", "/logs/kind.log");

  expect(failureText(error)).not.toMatch(/^ +at /m);
  expect(failureText(error)).toContain("no space left");
});

test("Ctrl-C is no failure of anything", () => {
  const error = new DOMException("This operation was aborted", "AbortError");

  expect(failureText(new StepError(step, "/logs/x", error))).toContain("it goes on from here");
});

test("what nobody has foreseen keeps its stack trace", () => {
  expect(failureText(new TypeError("x is undefined"))).toMatch(/report it\n.*TypeError[^]*\n +at /);
});
