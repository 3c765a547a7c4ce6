import { type MeasuringPlan, type Plan, planDocument } from "../components/benchmark/plan";
import { UserError } from "../platform/errors";
import { type Progress } from "../platform/progress";
import { noisySubjects } from "../report/runs/noisySubjects";
import { carryOut } from "./bench/carryOut";
import {
  type BenchOptions,
  chosenBenchmarks,
  chosenPlan,
  refuseFreshAndNoisy,
} from "./bench/choice";
import { deployedBenchmarks, refuseUndeployed } from "./bench/deployed";
import { planFor } from "./bench/derivedJob";
import { readReportOf } from "./bench/finish";
import { type JobCluster, kubectlCluster } from "./bench/jobCluster";
import { noisyAgain } from "./bench/noisy";
import { newRun, unfinishedRun, type Wish } from "./bench/resume";
import { readRuns, type Run, runsFolder } from "./bench/runFile";
import { readSource } from "./bench/source";
import { benchTrials } from "./bench/trials/benchTrials";
import { SERVICES } from "./bench/trials/service";
import { type GlobalOptions, openContext, quietProgress } from "./context";
import { withInstanceLock } from "./lock";
import { ensureRecordedCluster } from "./remoteCluster";
import { kubectlTarget } from "./reporting/kubectlTarget";
import { type Benchmark } from "./reporting/outputs";

/**
 * Repeats the measurements of a case study outside of the stack's state, which stays as it is. Of a
 * service it tries the operation instead.
 */
export async function bench(
  options: GlobalOptions,
  experiment: string,
  more: BenchOptions,
): Promise<void> {
  const name = chosenPlan(more);
  refuseFreshAndNoisy(more);
  const context = openContext(options);
  refuseUndeployed(context); // Before the lock, which makes the state folder of the instance.
  // An update would disturb what is measured, and measures itself.
  await withInstanceLock(context.instance, async () => {
    const progress = quietProgress(context, "bench");
    await ensureRecordedCluster(context, progress);
    if (Object.hasOwn(SERVICES, experiment)) {
      return benchTrials(context, SERVICES[experiment], name, more);
    }
    const environment = context.environment.name;
    const all = await deployedBenchmarks(context, progress);
    const benchmarks = chosenBenchmarks(all, environment, experiment, more.subjects);
    const target = kubectlTarget(context);
    const cluster = kubectlCluster(target, progress);
    const plan = await planLike(name, benchmarks, cluster);
    const { starts } = plan;
    const document = { ...planDocument(plan), starts };
    const wish: Wish = { experiment, plan: name, starts, planDocument: document, benchmarks };
    const runs = runsFolder(environment);
    const earlier = readRuns(runs);
    await clearTheWay(benchmarks, earlier, cluster, progress);
    const run = chosenRun(more, earlier, wish, runs);
    await carryOut({ context, runs, earlier, target, sources: benchmarks, plan, run });
  });
}

function chosenRun(
  { fresh, noisy }: BenchOptions,
  earlier: readonly Run[],
  wish: Wish,
  runs: string,
): Run {
  if (noisy === true) {
    return noisyAgain(earlier, wish, (run) => noisySubjects(readReportOf(runs, run)));
  }
  const begun = fresh === true ? undefined : unfinishedRun(earlier, wish);
  return begun ?? newRun(wish, new Date());
}

/** The load is that of the environment: it is read of the first Job, as all are under the same. */
async function planLike(
  name: MeasuringPlan,
  [first]: readonly Benchmark[],
  cluster: JobCluster,
): Promise<Plan> {
  return planFor(name, await readSource(first, cluster));
}

/**
 * Two measurements at a time would be worth nothing. A Job that a killed run of this work tree left
 * behind is removed; any other one is somebody's.
 */
async function clearTheWay(
  [{ namespace }]: readonly Benchmark[],
  earlier: readonly Run[],
  cluster: JobCluster,
  progress: Progress,
): Promise<void> {
  const own = new Set(earlier.flatMap(({ sessions }) => sessions.map(({ job }) => job)));
  for (const job of await cluster.running(namespace)) {
    if (!own.has(job)) {
      throw new UserError(
        `job ${job} is measuring in namespace ${namespace}, and a second one would disturb it`,
        "wait until it has ended, or delete it, then run the same command again",
      );
    }
    progress.note(`removing ${job}, which an interrupted run has left`);
    await cluster.remove({ job, namespace });
  }
}
