import { relative } from "node:path";
import { PROJECT_DIR } from "../../platform/tools/versions";
import { type Report } from "../../report/report";
import { compareRuns } from "../../report/runs/compareRuns";
import { noisySubjects } from "../../report/runs/noisySubjects";
import { writeContext } from "../reporting/contextFile";
import { contextOf } from "../reporting/fetch";
import { type KubectlTarget } from "../reporting/jobLog";
import { renderer } from "../reporting/makeReport";
import { comparisonText } from "./comparisonText";
import { folderOf, type Run } from "./runFile";

export interface FinishArgs {
  readonly environment: string;
  /** Folder of the runs. */
  readonly runs: string;
  readonly target: KubectlTarget;
  readonly run: Run;
  /** With which it is compared, if there is one. */
  readonly previous: Run | undefined;
}

/** What a run has come to. */
export interface Finished {
  /** What is to be told of it, one line an item. */
  readonly told: readonly string[];
  /** Subjects that want to be measured once more: see {@link noisySubjects}. */
  readonly noisy: readonly string[];
}

/** Writes the report of a run. */
export async function finishRun(args: FinishArgs): Promise<Finished> {
  const { runs, run, previous } = args;
  const folder = folderOf(runs, run);
  const measurements = run.sessions.map(({ subject, kind, namespace, job, images, missing }) => ({
    ...{ experiment: run.experiment, subject, namespace, job, images },
    ...(kind && { kind }),
    ...(missing === undefined ? {} : { missing }),
  }));
  writeContext(folder.context, await contextOf(args.environment, args.target, measurements));
  const { summary } = renderer().renderReport(folder, "en");
  const report = readReportOf(runs, run);
  const noisy = noisySubjects(report);
  const written = `Written: ${relative(PROJECT_DIR, folder.path)}/report.html, report.md, report.json`;
  if (previous === undefined) {
    const alone = "There is no earlier run of this plan to compare with.";
    return { told: [...summary, written, alone], noisy };
  }
  const comparison = compareRuns(readReportOf(runs, previous), report);
  return { told: [...summary, written, ...comparisonText(comparison, previous)], noisy };
}

/** The report on a run, from what is kept of it. */
export function readReportOf(runs: string, run: Run): Report {
  return renderer().readReport(folderOf(runs, run));
}
