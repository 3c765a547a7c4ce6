import { Job } from "@pulumi/kubernetes/batch/v1/job";
import * as pulumi from "@pulumi/pulumi";
import { seconds } from "../config/duration";
import { commonLabels } from "../workloads/labels";
import { type Arm, armsOf } from "./arm";
import { benchmarkPod } from "./benchmarkPod";
import { type Comparison, type Pairing, planOfComparison } from "./comparison";
import { jobName } from "./jobName";
import type { LoadGenerator } from "./loadGenerator";
import { type PlacedService, placeService } from "./measuredService";
import { deadline, type Plan } from "./plan";

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
  /** Whether the Job is there to be repeated by `./tare bench`, and has no result of its own. */
  readonly onDemand: boolean;
  /** What was measured, by digest, under the name of each arm. */
  readonly images: pulumi.Output<Record<string, string>>;
}

/**
 * Measures each subject once beside its yardstick, by a Job whose name carries a hash of the images
 * and the plan: an unchanged update measures nothing, a changed subject is measured again and no
 * other one is. A changed yardstick, on which every ratio rests, has all of its own measured again.
 * What is on demand is a suspended Job, which costs an object in the cluster and no time.
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

interface SessionArgs {
  readonly pairing: Pairing;
  readonly service?: PlacedService;
  readonly plan: Plan;
  readonly generator: LoadGenerator;
  /** What its Job waits for. */
  readonly dependsOn: readonly pulumi.Resource[];
}

/**
 * Each Job waits for the one before it, by `dependsOn` alone: were a field of one Job made from
 * another's, replacing the first would replace, and so run again, every one that follows.
 */
function createChain(parent: Experiment, name: string, args: ExperimentArgs): Measurement[] {
  const { generator, after } = args;
  const plan = planOfComparison(args.plan, args);
  const service = args.service && placeService(parent, name, generator.namespaceName, args.service);
  let previous: readonly pulumi.Resource[] = after;
  return args.pairings.map((pairing): Measurement => {
    const { subject, yardstick, onDemand = false } = pairing;
    const arms = armsOf(yardstick, subject, service);
    // A suspended Job disturbs nobody and needs nothing, so it is made before anything is measured.
    const dependsOn = onDemand ? [] : previous;
    const job = createJob(parent, name, arms, { pairing, service, plan, generator, dependsOn });
    if (!onDemand) previous = [...after, job];
    return {
      experiment: name,
      subject: subject.name,
      namespace: job.metadata.namespace,
      job: job.metadata.name,
      onDemand,
      images: pulumi.output(Object.fromEntries(arms.map((arm) => [arm.name, arm.image]))),
    };
  });
}

function createJob(
  parent: Experiment,
  experiment: string,
  arms: readonly [Arm, Arm],
  { pairing, service, plan, generator, dependsOn }: SessionArgs,
): Job {
  const { onDemand = false } = pairing;
  const subject = pairing.subject.name;
  const labels = {
    ...commonLabels("loadgen"),
    "tare.dev/experiment": experiment,
    "tare.dev/subject": subject,
  };
  const settings = arms.map((arm) => arm.settings ?? {});
  const images = pulumi.all([...arms.map(({ image }) => image), generator.image]);
  const name = pulumi
    .all([images, pulumi.output(service)])
    .apply(([known, given]) =>
      jobName({ experiment, subject, images: known, settings, plan, service: given }),
    );
  const limit = seconds(deadline(plan));
  return new Job(
    `${experiment}-${subject}`,
    {
      metadata: {
        name,
        namespace: generator.namespaceName,
        labels,
        // A failed measurement is made again by the next update instead of being waited for; one that
        // is on demand never ends, and nobody waits for it.
        annotations: { [`pulumi.com/${onDemand ? "skipAwait" : "replaceUnready"}`]: "true" },
      },
      spec: {
        ...(onDemand && { suspend: true }),
        activeDeadlineSeconds: limit,
        backoffLimit: 0,
        template: benchmarkPod({ generator, plan, experiment, arms, labels }),
      },
    },
    { parent, dependsOn: [...dependsOn], customTimeouts: { create: `${limit + 60}s` } },
  );
}
