import { existsSync } from "node:fs";
import { relative } from "node:path";
import { PROJECT_DIR } from "../../../platform/tools/versions";
import { type TrialRun } from "../../../report/trials/trialRun";
import { writeContext } from "../../reporting/contextFile";
import { contextOf } from "../../reporting/fetch";
import { type ReportFolder, reportFolder } from "../../reporting/folder";
import { type KubectlTarget } from "../../reporting/jobLog";
import { renderer } from "../../reporting/makeReport";
import { writeTrials } from "./trialFile";

export interface FinishTrialsArgs {
  readonly environment: string;
  readonly place: ReportFolder;
  readonly run: TrialRun;
  readonly target: KubectlTarget;
}

/**
 * Keeps a whole run, writes its report and puts its trials into the report of the environment, where
 * there is one. Gives what is to be told, one line an item.
 */
export async function finishTrials(args: FinishTrialsArgs): Promise<readonly string[]> {
  const { environment, place, run, target } = args;
  writeTrials(place, run);
  writeContext(place.context, await contextOf(environment, target, []));
  const { renderReport } = renderer();
  const { summary } = renderReport(place, "en");
  const whole = reportFolder(environment);
  writeTrials(whole, run);
  if (existsSync(whole.context)) renderReport(whole, "en");
  const written = `${relative(PROJECT_DIR, place.path)}/report.html, report.md, report.json`;
  return [...summary, `Written: ${written}; the raw data: trials.json`];
}
