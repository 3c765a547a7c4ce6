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

test("a full disk is named, whoever met it", () => {
  const why = "write /var/lib/docker/x: no space left on device";
  const errors = [
    new UserError("the image x could not be made", "read the log", why),
    new CommandError("docker build", 1, "", `${why}\nmore`),
    Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" }),
  ];

  for (const error of errors) {
    expect(failureText(error)).toMatch(/^ {2}what {2}the disk is full\n[^]*make clean/);
  }
});

test("Ctrl-C is no failure of anything", () => {
  const error = new DOMException("This operation was aborted", "AbortError");

  expect(failureText(new StepError(step, "/logs/x", error))).toContain("it goes on from here");
});

test("what nobody has foreseen keeps its stack trace", () => {
  expect(failureText(new TypeError("x is undefined"))).toMatch(/report it\n.*TypeError[^]*\n +at /);
});
