import { join, relative } from "node:path";
import { UserError } from "../../../platform/errors";
import { type Progress } from "../../../platform/progress";
import { PROJECT_DIR } from "../../../platform/tools/versions";
import { type TrialRun } from "../../../report/trials/trialRun";
import { type Context } from "../../context";
import { type KubectlTarget } from "../../reporting/jobLog";
import { durationText } from "../../steps/duration";
import { rendererFor } from "../../steps/rendererFor";
import { runSteps } from "../../steps/runSteps";
import { restoreAutoscaler } from "./changedAutoscaler";
import { finishTrials } from "./finishTrials";
import { type LoadSource } from "./loadPod";
import { type Pending, sortsOf } from "./pending";
import { removeAnnotation } from "./rolloutTrial";
import { type Service } from "./service";
import { type Stage } from "./stage";
import { kubectlTrialCluster } from "./trialCluster";
import { trialRunFolder, withTrial, writeTrials } from "./trialFile";
import { SETTLE_SECONDS } from "./trialPlan";
import { pendingTrials, trialSteps } from "./trialSteps";

export interface CarryOutTrialsArgs {
  readonly context: Context;
  readonly folder: string;
  readonly run: TrialRun;
  readonly service: Service;
  readonly source: LoadSource;
  readonly target: KubectlTarget;
}

/** For what puts back what was changed, whatever has ended the trials. */
const RESTORE_MILLIS = 60_000;

/** Makes the trials of a run that are missing, after it was said how long that takes, and reports. */
export async function carryOutTrials(args: CarryOutTrialsArgs): Promise<void> {
  const { context, target, service, source, folder } = args;
  const { print, signal, logs } = context;
  const place = trialRunFolder(folder, args.run);
  let run = args.run;
  const pending = pendingTrials(run, target, () => run);
  for (const line of introduction(args.run, pending, relative(PROJECT_DIR, place.path)))
    print(line);

  let told: readonly string[] = [];
  writeTrials(place, run);
  const stageOf = ({ signal: stop, note, log }: Progress): Stage => ({
    cluster: kubectlTrialCluster(target, stop, log),
    ...{
      service,
      source,
      run: run.id,
      rate: run.plan.rate,
      settle: SETTLE_SECONDS,
      signal: stop,
      note,
    },
  });
  const make = async (one: Pending, progress: Progress): Promise<void> => {
    run = withTrial(run, await one.make(stageOf(progress)));
    writeTrials(place, run);
  };
  const finish = async (): Promise<void> => {
    const isWhole = pendingTrials(run, target).length === 0;
    if (isWhole) run = { ...run, finishedAt: new Date().toISOString() };
    told = await finishTrials({ environment: context.environment.name, place, run, target });
  };
  const steps = trialSteps(pending, make, finish);
  try {
    await runSteps(steps, { renderer: await rendererFor(steps, print), signal, logs, parallel: 1 });
  } finally {
    const stop = AbortSignal.timeout(RESTORE_MILLIS);
    const progress = { signal: stop, note: () => undefined, log: join(logs, "trials.log") };
    const stage = stageOf(progress);
    await removeAnnotation(stage, stop).catch(() =>
      print(`an annotation is left on deployment ${service.service}: the next run takes it away`),
    );
    await restoreAutoscaler(stage, stop).catch(() =>
      print(`autoscaler ${service.service} may still be changed: './tare up' puts it back`),
    );
  }
  for (const line of told) print(line);
  refuseUnseen(pendingTrials(run, target));
}

function refuseUnseen(unseen: readonly Pending[]): void {
  if (unseen.length === 0) return;
  throw new UserError(
    `nothing was seen of ${sortsOf(unseen).join(", ")}: the report says why`,
    "run the same command again: it keeps what was seen and tries these once more",
  );
}

/** What is said before anything is done. */
function introduction(run: TrialRun, pending: readonly Pending[], folder: string): string[] {
  const row = (name: string, text: string): string => `  ${name.padEnd(9)} ${text}`;
  const seconds = pending.reduce((sum, one) => sum + one.seconds, 2);
  const kept =
    run.trials.length === 0 ? [] : [row("kept", "what was seen before the interruption")];
  return [
    `Tare: bench ${run.caseStudy}, plan ${run.plan.name}, run ${run.id}`,
    "What happens now:",
    ...kept,
    ...(pending.length === 0 ? ["nothing more"] : sortsOf(pending)).map((sort, index) =>
      row(index === 0 ? "try" : "", sort),
    ),
    row("load", `${run.plan.rate} requests a second and more through the Service, open loop`),
    row("after it", "the objects are as they were: the annotation is gone, the database and the"),
    row("", "autoscaler are as before, also after Ctrl-C"),
    row("into", folder),
    row("time", `about ${durationText(seconds)}`),
    "",
  ];
}
