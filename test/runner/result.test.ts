import { countsOf, resultTable } from "./result";

const none = { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };

test("a file that could not be loaded counts as a failure", () => {
  const summary = { ...none, numPassedTests: 4, numRuntimeErrorTestSuites: 2 };

  expect(countsOf(summary, false)).toEqual({ passed: 4, failed: 2 });
});

test("a project without a test, and one that left no result, count as a failure", () => {
  expect(countsOf(none, true)).toEqual({ passed: 0, failed: 1 });
  expect(countsOf(undefined, true)).toEqual({ passed: 0, failed: 1 });
});

test("a run that ends badly counts as a failure, though every test passed", () => {
  const summary = { ...none, numPassedTests: 4 };

  expect(countsOf(summary, true)).toEqual({ passed: 4, failed: 0 });
  expect(countsOf(summary, false)).toEqual({ passed: 4, failed: 1 });
});

test("the last line holds the sums and nothing else", () => {
  const results = [
    { part: "check", passed: 10, failed: 0, seconds: 61 },
    { part: "cluster", passed: 1, failed: 3, seconds: 200, trouble: "no engine\nat all" },
  ];

  const lines = resultTable(results).split("\n");

  expect(lines.at(-1)).toBe("11 passed, 3 failed");
  expect(lines[1]).toContain("(no engine)");
});
