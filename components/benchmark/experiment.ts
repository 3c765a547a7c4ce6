import { Job } from "@pulumi/kubernetes/batch/v1/job";
import * as pulumi from "@pulumi/pulumi";
import { seconds } from "../config/duration";
import { commonLabels } from "../workloads/labels";
import { type Arm, armsOf, type Subject } from "./arm";
import { benchmarkPod } from "./benchmarkPod";
import { jobName } from "./jobName";
import type { LoadGenerator } from "./loadGenerator";
import { deadline, type Plan } from "./plan";

/** Servers that are each measured against the same yardstick and stand in one table. */
export interface Comparison {
  readonly yardstick: Subject;
  /** Measured one after the other, in this order. */
  readonly subjects: readonly Subject[];
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
  readonly namespace: pulumi.Output<string>;
  readonly job: pulumi.Output<string>;
  /** What was measured, by digest, under the name of each arm. */
  readonly images: pulumi.Output<Record<string, string>>;
}

/**
 * Measures each subject once beside the yardstick, by a Job whose name carries a hash of the images
 * and the plan: an unchanged update measures nothing, a changed subject is measured again and no
 * other one is. A changed yardstick, on which every ratio rests, has all of them measured again.
 *
 * Costs one pod of at most two cores and 256 MiB for the load, and 512 MiB for each of two servers,
 * while it runs, one at a time.
 */
export class Experiment extends pulumi.ComponentResource {
  readonly measurements: pulumi.Output<pulumi.Unwrap<Measurement[]>>;

  constructor(name: string, args: ExperimentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tare:index:Experiment", name, {}, opts);

    this.measurements = pulumi.output(createChain(this, name, args));

    this.registerOutputs({ measurements: this.measurements });
  }
}

/**
 * Each Job waits for the one before it, by `dependsOn` alone: were a field of one Job made from
 * another's, replacing the first would replace, and so run again, every one that follows.
 */
function createChain(parent: Experiment, name: string, args: ExperimentArgs): Measurement[] {
  let previous: readonly pulumi.Resource[] = args.after;
  return args.subjects.map((subject) => {
    const arms = armsOf(args.yardstick, subject);
    const job = createJob(parent, name, subject.name, arms, args, previous);
    previous = [...args.after, job];
    return {
      experiment: name,
      subject: subject.name,
      namespace: job.metadata.namespace,
      job: job.metadata.name,
      images: pulumi.output(Object.fromEntries(arms.map((arm) => [arm.name, arm.image]))),
    };
  });
}

function createJob(
  parent: Experiment,
  experiment: string,
  subject: string,
  arms: readonly [Arm, Arm],
  { generator, plan }: ExperimentArgs,
  dependsOn: readonly pulumi.Resource[],
): Job {
  const labels = {
    ...commonLabels("loadgen"),
    "tare.dev/experiment": experiment,
    "tare.dev/subject": subject,
  };
  const settings = arms.map((arm) => arm.settings ?? {});
  const name = pulumi
    .all([...arms.map(({ image }) => image), generator.image])
    .apply((images) => jobName({ experiment, subject, images, settings, plan }));
  const limit = seconds(deadline(plan));
  return new Job(
    `${experiment}-${subject}`,
    {
      metadata: {
        name,
        namespace: generator.namespaceName,
        labels,
        // A failed measurement is made again by the next update instead of being waited for.
        annotations: { "pulumi.com/replaceUnready": "true" },
      },
      spec: {
        activeDeadlineSeconds: limit,
        backoffLimit: 0,
        template: benchmarkPod({ generator, plan, experiment, arms, labels }),
      },
    },
    { parent, dependsOn: [...dependsOn], customTimeouts: { create: `${limit + 60}s` } },
  );
}
