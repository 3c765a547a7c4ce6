import type { Job } from "@pulumi/kubernetes/batch/v1/job";
import * as pulumi from "@pulumi/pulumi";
import { refuseProblems } from "../workloads/argumentsError";
import { armsOf, type Subject } from "./arm";
import { type BenchmarkJobArgs, createBenchmarkJob } from "./benchmarkJob";
import { comparisonPod, sessionPod } from "./benchmarkPod";
import { jobName } from "./jobName";
import type { LoadGenerator } from "./loadGenerator";
import { deadline, type Plan, planDocument } from "./plan";
import { type PodComparison, podComparisonProblems } from "./podComparison";
import { podDeadline, podPlanDocument } from "./podPlan";

/** Servers that are each measured against the same yardstick and stand in one table. */
export interface Comparison {
  readonly yardstick: Subject;
  /** Measured one after the other, in this order. */
  readonly subjects: readonly Subject[];
  /** What only pods of their own can show, measured after the subjects. @default - nothing */
  readonly podComparisons?: readonly PodComparison[];
}

export interface ExperimentArgs extends Comparison {
  readonly generator: LoadGenerator;
  readonly plan: Plan;
  /** What must be ready first: everything else of the update, for load disturbs and is disturbed. */
  readonly after: readonly pulumi.Resource[];
}

/** Where the result of one session is found: in the log of this Job. */
export interface Measurement {
  readonly experiment: string;
  readonly subject: string;
  /** `pods`: a comparison of pod specs. @default - a session of two arms */
  readonly kind?: "pods";
  readonly namespace: pulumi.Output<string>;
  readonly job: pulumi.Output<string>;
  /** What was measured, by digest, under the name of each arm or variant. */
  readonly images: pulumi.Output<Record<string, string>>;
}

/**
 * Measures each subject once beside the yardstick, by a Job whose name carries a hash of the images
 * and the plan: an unchanged update measures nothing, a changed subject is measured again and no
 * other one is. A changed yardstick, on which every ratio rests, has all of them measured again.
 *
 * Costs one pod of at most two cores and 256 MiB for the load, and 512 MiB for each of two servers,
 * while it runs, one at a time; a comparison of pods what its pods ask for, also one at a time.
 */
export class Experiment extends pulumi.ComponentResource {
  readonly measurements: pulumi.Output<pulumi.Unwrap<Measurement[]>>;

  constructor(name: string, args: ExperimentArgs, opts?: pulumi.ComponentResourceOptions) {
    for (const comparison of args.podComparisons ?? []) {
      refuseProblems(`PodComparison '${comparison.name}'`, podComparisonProblems(comparison));
    }
    super("tare:index:Experiment", name, {}, opts);

    this.measurements = pulumi.output(createChain(this, name, args));

    this.registerOutputs({ measurements: this.measurements });
  }
}

type Planned = Omit<BenchmarkJobArgs, "dependsOn"> & Pick<Measurement, "images" | "kind">;

/**
 * Each Job waits for the one before it, by `dependsOn` alone: were a field of one Job made from
 * another's, replacing the first would replace, and so run again, every one that follows.
 */
function createChain(parent: Experiment, experiment: string, args: ExperimentArgs): Measurement[] {
  const { subjects, podComparisons = [], after } = args;
  const planned = [
    ...subjects.map((subject) => plannedSession(experiment, subject, args)),
    ...podComparisons.map((comparison) => plannedComparison(experiment, comparison, args)),
  ];
  let previous: Job | undefined;
  return planned.map(({ images, kind, ...job }) => {
    const dependsOn = [...after, ...(previous ? [previous] : [])];
    previous = createBenchmarkJob(parent, { ...job, dependsOn });
    const { namespace, name } = previous.metadata;
    const { subject } = job;
    return { experiment, subject, ...(kind && { kind }), namespace, job: name, images };
  });
}

function plannedSession(
  experiment: string,
  subject: Subject,
  { yardstick, generator, plan }: ExperimentArgs,
): Planned {
  const arms = armsOf(yardstick, subject);
  const settings = arms.map((arm) => arm.settings ?? {});
  const facts = { experiment, subject: subject.name, settings, plan: planDocument(plan) };
  return {
    experiment,
    subject: subject.name,
    generator,
    name: nameOf(facts, [...arms.map(({ image }) => image), generator.image]),
    limit: deadline(plan),
    template: (labels) => sessionPod({ generator, plan, experiment, labels, arms }),
    images: pulumi.output(Object.fromEntries(arms.map((arm) => [arm.name, arm.image]))),
  };
}

function plannedComparison(
  experiment: string,
  comparison: PodComparison,
  { generator, plan }: ExperimentArgs,
): Planned {
  const { name: subject, server, variants } = comparison;
  const settings = [server.settings ?? {}, ...variants];
  const facts = { experiment, subject, settings, plan: podPlanDocument(plan) };
  return {
    experiment,
    subject,
    kind: "pods",
    generator,
    name: nameOf(facts, [server.image, generator.image]),
    limit: podDeadline(plan, variants.length),
    template: (labels) => comparisonPod({ generator, plan, experiment, labels, comparison }),
    images: pulumi.output(Object.fromEntries(variants.map(({ name }) => [name, server.image]))),
  };
}

function nameOf(
  facts: Omit<Parameters<typeof jobName>[0], "images">,
  images: readonly pulumi.Input<string>[],
): pulumi.Output<string> {
  return pulumi.all([...images]).apply((known) => jobName({ ...facts, images: known }));
}
