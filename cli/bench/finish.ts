import { relative } from "node:path";
import { PROJECT_DIR } from "../../platform/tools/versions";
import { compareRuns } from "../../report/runs/compareRuns";
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

/** Writes the report of a run and gives what is to be told of it, one line an item. */
export async function finishRun(args: FinishArgs): Promise<readonly string[]> {
  const { runs, run, previous } = args;
  const folder = folderOf(runs, run);
  const measurements = run.sessions.map(({ subject, kind, namespace, job, images, missing }) => ({
    ...{ experiment: run.experiment, subject, namespace, job, images },
    ...(kind && { kind }),
    ...(missing === undefined ? {} : { missing }),
  }));
  writeContext(folder.context, await contextOf(args.environment, args.target, measurements));
  const { renderReport, readReport } = renderer();
  const { summary } = renderReport(folder, "en");
  const written = `Written: ${relative(PROJECT_DIR, folder.path)}/report.html, report.md, report.json`;
  if (previous === undefined) {
    return [...summary, written, "There is no earlier run of this plan to compare with."];
  }
  const comparison = compareRuns(readReport(folderOf(runs, previous)), readReport(folder));
  return [...summary, written, ...comparisonText(comparison, previous)];
}
