import { durationText } from "../../cli/steps/duration";

export interface PartResult {
  readonly part: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
  /** Why nothing of it could run. */
  readonly trouble?: string;
}

/** What jest writes with --json, as far as it is counted here. */
export interface JestSummary {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  /** Files that failed before their first test. */
  readonly numRuntimeErrorTestSuites: number;
}

/**
 * A file that cannot be loaded is a failure, and so is a project without a test, or a run that ends
 * badly though every test passed.
 */
export function countsOf(
  summary: JestSummary | undefined,
  endedWell: boolean,
): { passed: number; failed: number } {
  if (summary === undefined) return { passed: 0, failed: 1 };
  const { numPassedTests: passed, numFailedTests, numRuntimeErrorTestSuites } = summary;
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  const unseen = failed === 0 && (passed === 0 || !endedWell);
  return { passed, failed: unseen ? 1 : failed };
}

/** A row a part, and the line that the caller of `make test` reads. */
export function resultTable(results: readonly PartResult[]): string {
  const rows = results.map(({ part, passed, failed, seconds, trouble }) => {
    const counts = `${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed`;
    const why = trouble === undefined ? "" : `  (${trouble.split("\n")[0]})`;
    return `${part.padEnd(12)} ${counts} ${durationText(seconds).padStart(8)}${why}`;
  });
  const sum = (key: "passed" | "failed"): number =>
    results.reduce((total, result) => total + result[key], 0);
  return [...rows, `${sum("passed")} passed, ${sum("failed")} failed`].join("\n");
}
