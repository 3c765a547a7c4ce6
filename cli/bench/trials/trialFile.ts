import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { writeWhole } from "../../../platform/wholeFile";
import { type Trial, type TrialRun, trialRunSchema } from "../../../report/trials/trialRun";
import { folderAt, type ReportFolder, reportFolder } from "../../reporting/folder";

/** Where the trials of an environment are, one folder a run. */
export function trialsFolder(environment: string): string {
  return join(reportFolder(environment).path, "trials");
}

export function trialRunFolder(folder: string, { id }: Pick<TrialRun, "id">): ReportFolder {
  return folderAt(join(folder, id));
}

/** Whole or not at all, whenever the program is killed. */
export function writeTrials({ path, trials }: ReportFolder, run: TrialRun): void {
  mkdirSync(path, { recursive: true });
  writeWhole(trials, `${JSON.stringify(run)}\n`);
}

/** The newest run, if it is like the one that is wanted and was not brought to its end. */
export function unfinishedTrials(folder: string, wanted: TrialRun): TrialRun | undefined {
  const ids = existsSync(folder) ? readdirSync(folder).sort() : [];
  const newest = ids.flatMap((id) => readRun(folderAt(join(folder, id)).trials) ?? []).at(-1);
  if (newest === undefined || newest.finishedAt !== undefined) return undefined;
  const what = ({ caseStudy, image, plan }: TrialRun) => ({ caseStudy, image, plan });
  return isDeepStrictEqual(what(newest), what(wanted)) ? newest : undefined;
}

/** The run with one more trial, in the place of one that could not be seen. */
export function withTrial(run: TrialRun, trial: Trial): TrialRun {
  const isSame = (other: Trial): boolean =>
    other.kind === trial.kind && other.number === trial.number;
  return { ...run, trials: [...run.trials.filter((other) => !isSame(other)), trial] };
}

/** Whether a trial needs not be made again. */
export function isSeen(run: TrialRun, kind: Trial["kind"], number: number): boolean {
  const trial = run.trials.find((one) => one.kind === kind && one.number === number);
  return trial !== undefined && trial.missing === undefined;
}

function readRun(file: string): TrialRun | undefined {
  try {
    return trialRunSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}
