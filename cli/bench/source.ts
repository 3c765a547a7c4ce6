import { z } from "zod";
import { UserError } from "../../platform/errors";
import { jsonOf } from "../reporting/contextFile";
import { type Benchmark } from "../reporting/outputs";
import { type JobManifest, readManifest } from "./derivedJob";
import { type JobCluster } from "./jobCluster";

/** Where the Job that a session repeats is found. */
export type Source = Pick<Benchmark, "job" | "namespace" | "keptIn">;

const configMapSchema = z.object({ data: z.record(z.string(), z.string()) });

/** Of the session that repeats that Job. Throws {@link UserError} where the stack has it no more. */
export function sourceOf(job: string, benchmarks: readonly Source[]): Source {
  const found = benchmarks.find((one) => one.job === job);
  if (found === undefined) throw sourceGone(job);
  return found;
}

/** The Job as an update has made it, or as it is kept for now. Throws {@link UserError}. */
export async function readSource(source: Source, cluster: JobCluster): Promise<JobManifest> {
  const { job, namespace, keptIn } = source;
  const found =
    keptIn === undefined
      ? await cluster.read({ job, namespace })
      : manifestIn(await cluster.readConfigMap(keptIn, namespace), job);
  if (found === undefined) throw sourceGone(job);
  return readManifest(job, found);
}

function manifestIn(configMap: unknown, job: string): unknown {
  const parsed = configMapSchema.safeParse(configMap);
  return parsed.success ? jsonOf(parsed.data.data[job] ?? "") : undefined;
}

function sourceGone(job: string): UserError {
  return new UserError(
    `job ${job} of the stack is not in the cluster any more, so it cannot be repeated`,
    "run './tare up', which makes it again",
  );
}
