import * as pulumi from "@pulumi/pulumi";
import { refuseProblems } from "../workloads/argumentsError";
import { armsOf } from "./arm";
import { type BenchmarkJobArgs, createBenchmarkJob } from "./benchmarkJob";
import { comparisonPod, sessionPod } from "./benchmarkPod";
import { type Comparison, type Pairing, planOfComparison } from "./comparison";
import { type JobFacts, jobName } from "./jobName";
import { type KeptJob, keptJob } from "./keptJobs";
import type { LoadGenerator } from "./loadGenerator";
import { type PlacedService, placeService } from "./measuredService";
import { deadline, type Plan, planDocument, planOfStart } from "./plan";
import { type PodComparison, podComparisonProblems } from "./podComparison";
import { podDeadline, podPlanDocument } from "./podPlan";

export interface ExperimentArgs extends Comparison {
  readonly generator: LoadGenerator;
  readonly plan: Plan;
  /** What must be ready first: everything else of the update, for load disturbs and is disturbed. */
  readonly after: readonly pulumi.Resource[];
}

/** Where the result of one session is found: in the log of this Job, once it has run. */
export interface Measurement {
  readonly experiment: string;
  readonly subject: string;
  /** `pods`: a comparison of pod specs. @default - a session of two arms */
  readonly kind?: "pods";
  readonly namespace: pulumi.Output<string>;
  readonly job: pulumi.Output<string>;
  /** Whether an update leaves the Job to `./tare bench`, so that it has no result of its own. */
  readonly onDemand: boolean;
  /** What was measured, by digest, under the name of each arm or variant. */
  readonly images: pulumi.Output<Record<string, string>>;
}

/**
 * Measures each subject beside its yardstick, by a Job for each start of the plan, whose name carries a hash
 * of the images and the plan: an unchanged update measures nothing, a changed subject is measured again and no
 * other one is. A changed yardstick, on which every ratio rests, has all of its own measured again.
 * What is on demand is only a manifest, which costs nothing until `./tare bench` makes the Job.
 *
 * Costs one pod of at most two cores and 256 MiB for the load, and 512 MiB for each of two servers,
 * while it runs, one at a time; a comparison of pods what its pods ask for, also one at a time.
 */
export class Experiment extends pulumi.ComponentResource {
  readonly measurements: pulumi.Output<pulumi.Unwrap<Measurement[]>>;
  /** What is measured on demand. */
  readonly onDemand: readonly KeptJob[];

  constructor(name: string, args: ExperimentArgs, opts?: pulumi.ComponentResourceOptions) {
    for (const comparison of args.podComparisons ?? []) {
      refuseProblems(`PodComparison '${comparison.name}'`, podComparisonProblems(comparison));
    }
    super("tare:index:Experiment", name, {}, opts);

    const planned = plannedJobs(this, name, args);
    this.onDemand = planned.filter(({ onDemand }) => onDemand).map(keptJob);
    this.measurements = pulumi.output(createChain(this, planned, args.after));

    this.registerOutputs({ measurements: this.measurements });
  }
}

type Planned = BenchmarkJobArgs & Pick<Measurement, "images" | "kind" | "onDemand">;

/** What all sessions of an experiment have in common. */
interface Common {
  readonly experiment: string;
  readonly generator: LoadGenerator;
  readonly plan: Plan;
}

function plannedJobs(parent: Experiment, experiment: string, args: ExperimentArgs): Planned[] {
  const { pairings, podComparisons = [], generator } = args;
  const common: Common = { experiment, generator, plan: planOfComparison(args.plan, args) };
  const service =
    args.service && placeService(parent, experiment, generator.namespaceName, args.service);
  return [
    ...rounds(pairings, common.plan.starts).map(({ pairing, start }) =>
      plannedSession(pairing, start, service, common),
    ),
    ...podComparisons.map((comparison) => plannedComparison(comparison, common)),
  ];
}

/**
 * Starts of one server lie as far apart as they can: what the machine does for minutes is of one start and not
 * of one server. What is on demand is kept once: `./tare bench` makes the starts of its own plan of it.
 */
function rounds(pairings: readonly Pairing[], starts: number) {
  return Array.from({ length: starts }, (_, start) => {
    const own = pairings.filter(({ onDemand }) => start === 0 || onDemand !== true);
    return own.map((pairing) => ({ pairing, start }));
  }).flat();
}

/**
 * Each Job waits for the one before it, by `dependsOn` alone: were a field of one Job made from
 * another's, replacing the first would replace, and so run again, every one that follows.
 */
function createChain(
  parent: Experiment,
  planned: readonly Planned[],
  after: readonly pulumi.Resource[],
): Measurement[] {
  let previous = after;
  return planned.map(({ images, kind, onDemand, ...job }): Measurement => {
    const { experiment, subject, generator, name } = job;
    const common = { experiment, subject, ...(kind && { kind }), onDemand, images };
    if (onDemand)
      return { ...common, namespace: generator.namespaceName, job: pulumi.output(name) };
    const made = createBenchmarkJob(parent, job, previous);
    previous = [...after, made];
    return { ...common, namespace: made.metadata.namespace, job: made.metadata.name };
  });
}

function plannedSession(
  { yardstick, subject, onDemand = false }: Pairing,
  start: number,
  service: PlacedService | undefined,
  { experiment, generator, plan: whole }: Common,
): Planned {
  const plan = planOfStart(whole, start);
  const arms = armsOf(yardstick, subject, service);
  const settings = arms.map((arm) => arm.settings ?? {});
  const facts = { experiment, subject: subject.name, settings, plan: planDocument(plan) };
  return {
    experiment,
    subject: subject.name,
    start,
    generator,
    name: nameOf(facts, [...arms.map(({ image }) => image), generator.image], service),
    limit: deadline(plan),
    onDemand,
    template: (labels) => sessionPod({ generator, plan, experiment, labels, arms }),
    images: pulumi.output(Object.fromEntries(arms.map((arm) => [arm.name, arm.image]))),
  };
}

function plannedComparison(
  comparison: PodComparison,
  { experiment, generator, plan }: Common,
): Planned {
  const { name: subject, server, variants, onDemand = false } = comparison;
  const settings = [server.settings ?? {}, ...variants];
  const facts = { experiment, subject, settings, plan: podPlanDocument(plan) };
  return {
    experiment,
    subject,
    kind: "pods",
    generator,
    name: nameOf(facts, [server.image, generator.image]),
    limit: podDeadline(plan, variants.length),
    onDemand,
    template: (labels) => comparisonPod({ generator, plan, experiment, labels, comparison }),
    images: pulumi.output(Object.fromEntries(variants.map(({ name }) => [name, server.image]))),
  };
}

function nameOf(
  facts: Omit<JobFacts, "images" | "service">,
  images: readonly pulumi.Input<string>[],
  service?: PlacedService,
): pulumi.Output<string> {
  return pulumi
    .all([pulumi.all([...images]), pulumi.output(service)])
    .apply(([known, given]) => jobName({ ...facts, images: known, service: given }));
}
