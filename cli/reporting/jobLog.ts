import { CommandError, run } from "../../platform/exec";
import { type Progress } from "../../platform/progress";

/** The text of a Job's log, or why there is none, as a sentence. */
export type JobLog = { readonly log: string } | { readonly missing: string };

/** Where a Job is found. */
export interface JobPlace {
  readonly namespace: string;
  readonly job: string;
}

/** What picks the cluster: options of kubectl before its verb. */
export type KubectlTarget = readonly string[];

export async function jobLog(
  { job, namespace }: JobPlace,
  target: KubectlTarget,
  progress: Progress,
): Promise<JobLog> {
  const args = [...target, "logs", `job/${job}`, "--namespace", namespace, "--tail=-1"];
  try {
    const { stdout } = await run("kubectl", args, { timeout: 60_000, signal: progress.signal });
    return { log: stdout };
  } catch (error) {
    progress.signal.throwIfAborted();
    if (!(error instanceof CommandError)) throw error;
    const reason = error.stderr.trim().split("\n").at(-1) ?? error.message;
    return { missing: `the log of job ${job} could not be fetched: ${reason}` };
  }
}
