import { buildFailure } from "../../../../from-registries/plugins/docker/buildFailure";

/** Plain progress of a step that prints `count` lines beside another one, and then fails. */
function failedBuild(count: number): string {
  const output = Array.from({ length: count }, (_, index) => `#7 0.${100 + index} line ${index}`);
  return [
    "#1 [internal] load build definition from Dockerfile",
    "#1 DONE 0.0s",
    "",
    "#7 [build 2/2] RUN cargo build",
    ...output,
    "#8 [other 2/2] RUN sleep 9",
    "#8 0.200 not of interest",
    '#7 ERROR: process "/bin/sh -c cargo build" did not complete successfully: exit code: 101',
    "",
    "#8 CANCELED",
    "------",
    " > [build 2/2] RUN cargo build:",
    ...output.slice(-10).map((line) => line.slice(3)),
    "------",
    "Dockerfile:3",
    "--------------------",
    "   3 | >>> RUN cargo build",
    "--------------------",
    'ERROR: failed to solve: process "/bin/sh -c cargo build" did not complete: exit code: 101',
    "",
  ].join("\n");
}

test("a failed build shows the step, the last 20 lines of its output, and the verdict", () => {
  const shown = buildFailure(failedBuild(50)).split("\n");

  expect(shown).toHaveLength(22);
  expect(shown[0]).toBe("[build 2/2] RUN cargo build");
  expect(shown[1]).toBe("0.130 line 30");
  expect(shown[20]).toBe("0.149 line 49");
  expect(shown[21]).toMatch(/^ERROR: failed to solve: .* exit code: 101$/);
});

test("a failed build shows nothing of the steps beside it", () => {
  expect(buildFailure(failedBuild(3))).not.toMatch(/not of interest|DONE|CANCELED/);
});

test("a build that failed before its first step shows the end of what was printed", () => {
  const text = "ERROR: failed to read dockerfile: open Dockerfile: no such file or directory\n";

  expect(buildFailure(text)).toBe(text.trimEnd());
  expect(buildFailure("line\n".repeat(100)).split("\n")).toHaveLength(20);
});
