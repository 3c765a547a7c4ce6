import { join } from "node:path";
import { PROJECT_DIR } from "../../platform/tools/versions";

/** What belongs to the report of an environment. */
export interface ReportFolder {
  readonly path: string;
  /** The Jobs' logs as they were fetched, one a file. */
  readonly raw: string;
  /** What the report says besides: see `ReportContext`. */
  readonly context: string;
  /** The last trials of a service, whole: see `TrialRun`. */
  readonly trials: string;
}

export function reportFolder(environment: string): ReportFolder {
  return folderAt(join(PROJECT_DIR, "out", environment));
}

export function folderAt(path: string): ReportFolder {
  return {
    path,
    raw: join(path, "raw"),
    context: join(path, "context.json"),
    trials: join(path, "trials.json"),
  };
}
