import { type MeasuringPlan } from "../../../components/benchmark/plan";
import { UserError } from "../../../platform/errors";
import { type TrialRun } from "../../../report/trials/trialRun";
import { type Context, quietProgress } from "../../context";
import { kubectlTarget } from "../../reporting/kubectlTarget";
import { loadSourceOf } from "../../reporting/outputs";
import { type BenchOptions } from "../choice";
import { deployedOutputs } from "../deployed";
import { kubectlCluster } from "../jobCluster";
import { carryOutTrials } from "./carryOutTrials";
import { TRIAL_LABEL } from "./loadPod";
import { findService, type Service, type ServiceNames } from "./service";
import { kubectlTrialCluster } from "./trialCluster";
import { trialsFolder, unfinishedTrials } from "./trialFile";
import { trialPlan } from "./trialPlan";

/** Tries the operation of a deployed service: rolling updates, evictions, the loss of its database. */
export async function benchTrials(
  context: Context,
  names: ServiceNames,
  plan: MeasuringPlan,
  more: Omit<BenchOptions, "plan" | "full">,
): Promise<void> {
  if (more.subjects !== undefined) {
    throw new UserError(
      `'--subjects' (${more.subjects}) narrows servers, and here is one`,
      "leave it out",
    );
  }
  if (more.noisy === true) {
    throw new UserError(
      "'--noisy' repeats sessions whose slices were disturbed, and trials have none",
      "leave it out",
    );
  }
  const progress = quietProgress(context, "bench");
  const environment = context.environment.name;
  const source = loadSourceOf(await deployedOutputs(context, progress));
  if (source === undefined) {
    throw new UserError(
      `environment '${environment}' has nothing to make load with: 'tare:benchmark.plan' is off`,
      `set the plan to short in Pulumi.${environment}.yaml and run './tare up' first`,
    );
  }
  const target = kubectlTarget(context);
  const cluster = kubectlTrialCluster(target, context.signal, progress.log);
  const [busy] = await kubectlCluster(target, progress).running(source.namespace);
  if (busy !== undefined) {
    throw new UserError(
      `job ${busy} is measuring in namespace ${source.namespace}, and trials would disturb it`,
      "wait until it has ended, or delete it, then run the same command again",
    );
  }
  await cluster.removeLabelled(source.namespace, TRIAL_LABEL);
  const service = await findService(names, cluster);
  const wanted = newTrials(service, plan);
  const folder = trialsFolder(environment);
  const begun = more.fresh === true ? undefined : unfinishedTrials(folder, wanted);
  await carryOutTrials({ context, folder, run: begun ?? wanted, service, source, target });
}

function newTrials({ caseStudy, service, image }: Service, plan: MeasuringPlan): TrialRun {
  const startedAt = new Date().toISOString();
  return {
    schema: "tare-trials/1",
    id: startedAt.slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-"),
    ...{ caseStudy, service, image, plan: trialPlan(plan), startedAt, trials: [] },
  };
}
