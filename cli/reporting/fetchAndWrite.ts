import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tryRun } from "../../platform/exec";
import { type Progress } from "../../platform/progress";
import { stackOutputs } from "../../platform/stack/stack";
import { pluginsInUse } from "../../platform/tools/resolve";
import { PROJECT_DIR } from "../../platform/tools/versions";
import { buildReport } from "../../report/buildReport";
import { renderChart } from "../../report/renderChart";
import { renderMarkdown } from "../../report/renderMarkdown";
import { type ImageSize, type Measurement, type Report } from "../../report/report";
import { type Context, pulumiOptions } from "../context";
import { imageSize } from "./imageSize";
import { jobLog } from "./jobLog";
import { kubectlTarget } from "./kubectlTarget";
import { type Benchmark, benchmarksOf } from "./outputs";

/** Where the report of an environment is written. */
export function reportFolder(environment: string): string {
  return join(PROJECT_DIR, "out", environment);
}

/**
 * Fetches what the benchmark Jobs have printed, keeps it raw, and writes report.json, report.md and its chart.
 * A log that cannot be fetched is a refused measurement, not a failure of the report.
 */
export async function fetchAndWrite(context: Context, progress: Progress): Promise<Report> {
  const { environment } = context;
  const outputs = await stackOutputs(environment.name, pulumiOptions(context, progress));
  const target = kubectlTarget(context);
  const measurements: Measurement[] = [];
  for (const benchmark of benchmarksOf(outputs)) {
    progress.note(`fetching the result of ${benchmark.subject}`);
    measurements.push({ ...benchmark, ...(await jobLog(benchmark, target, progress)) });
  }
  const report = buildReport({
    createdAt: new Date().toISOString(),
    environment: environment.name,
    measurements,
    images: await sizesOf(measurements),
    plugins: pluginsInUse().map(({ plugin, version, source }) => {
      return { name: plugin, version, standIn: source === "build" };
    }),
    kubernetes: await serverVersion(target),
    commit: await commit(),
  });
  write(reportFolder(environment.name), measurements, report);
  return report;
}

function write(folder: string, measurements: readonly Measurement[], report: Report): void {
  mkdirSync(join(folder, "raw"), { recursive: true });
  for (const { job, log } of measurements) {
    if (log !== undefined) writeFileSync(join(folder, "raw", `${job}.log`), log);
  }
  writeFileSync(join(folder, "report.json"), `${JSON.stringify(report, undefined, 2)}\n`);
  writeFileSync(join(folder, "report.md"), renderMarkdown(report));
  writeFileSync(join(folder, "chart.svg"), renderChart(report));
}

async function sizesOf(benchmarks: readonly Benchmark[]): Promise<Record<string, ImageSize>> {
  const images = [...new Set(benchmarks.map(({ image }) => image))];
  const sizes = await Promise.all(images.map(imageSize));
  return Object.fromEntries(images.map((image, index) => [image, sizes[index] ?? {}]));
}

async function serverVersion(target: readonly string[]): Promise<string | undefined> {
  const answer = await tryRun("kubectl", [...target, "version", "-o", "json"], { timeout: 10_000 });
  const version = JSON.parse(answer?.stdout ?? "{}") as { serverVersion?: { gitVersion?: string } };
  return version.serverVersion?.gitVersion;
}

async function commit(): Promise<string | undefined> {
  const answer = await tryRun("git", ["-C", PROJECT_DIR, "rev-parse", "--short=12", "HEAD"]);
  return answer?.stdout.trim();
}
