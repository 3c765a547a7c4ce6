import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tryRun } from "../../platform/exec";
import { type Progress } from "../../platform/progress";
import { stackOutputs } from "../../platform/stack/stack";
import { pluginsInUse } from "../../platform/tools/resolve";
import { PROJECT_DIR } from "../../platform/tools/versions";
import { type Context, pulumiOptions } from "../context";
import { type ReportContext, writeContext } from "./contextFile";
import { reportFolder } from "./folder";
import { imageSize } from "./imageSize";
import { jobLog, type KubectlTarget } from "./jobLog";
import { kubectlTarget } from "./kubectlTarget";
import { benchmarksOf } from "./outputs";

/**
 * Fetches what the benchmark Jobs have printed and keeps it raw, with what a report needs besides. A
 * log that cannot be fetched is a refused session of the report, not a failure.
 */
export async function fetchResults(context: Context, progress: Progress): Promise<void> {
  const { environment } = context;
  const folder = reportFolder(environment.name);
  const outputs = await stackOutputs(environment.name, pulumiOptions(context, progress));
  const benchmarks = benchmarksOf(outputs);
  const target = kubectlTarget(context);
  mkdirSync(folder.raw, { recursive: true });
  const measurements: ReportContext["measurements"] = [];
  for (const { keptIn, ...benchmark } of benchmarks) {
    if (keptIn !== undefined) continue;
    progress.note(`fetching the result of ${benchmark.subject}`);
    const found = await jobLog(benchmark, target, progress);
    if ("log" in found) writeFileSync(join(folder.raw, `${benchmark.job}.log`), found.log);
    const missing = "missing" in found ? { missing: found.missing } : {};
    measurements.push({ ...benchmark, images: { ...benchmark.images }, ...missing });
  }
  writeContext(folder.context, await contextOf(environment.name, target, measurements));
}

/** Puts together what a report on these measurements needs besides their logs, as it is now. */
export async function contextOf(
  environment: string,
  target: KubectlTarget,
  measurements: ReportContext["measurements"],
): Promise<ReportContext> {
  return {
    schema: "tare-context/1",
    createdAt: new Date().toISOString(),
    environment,
    kubernetes: await serverVersion(target),
    commit: await commit(),
    plugins: pluginsInUse().map(({ plugin, version, source }) => {
      return { name: plugin, version, standIn: source === "build" };
    }),
    images: await sizesOf(measurements),
    measurements,
  };
}

async function sizesOf(
  measurements: ReportContext["measurements"],
): Promise<ReportContext["images"]> {
  const images = [...new Set(measurements.flatMap((one) => Object.values(one.images)))];
  const sizes = await Promise.all(images.map(imageSize));
  return Object.fromEntries(images.map((image, index) => [image, sizes[index] ?? {}]));
}

async function serverVersion(target: KubectlTarget): Promise<string | undefined> {
  const answer = await tryRun("kubectl", [...target, "version", "-o", "json"], { timeout: 10_000 });
  const version = JSON.parse(answer?.stdout ?? "{}") as { serverVersion?: { gitVersion?: string } };
  return version.serverVersion?.gitVersion;
}

async function commit(): Promise<string | undefined> {
  const answer = await tryRun("git", ["-C", PROJECT_DIR, "rev-parse", "--short=12", "HEAD"]);
  return answer?.stdout.trim();
}
