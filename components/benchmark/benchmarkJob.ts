import { Job } from "@pulumi/kubernetes/batch/v1/job";
import type * as k8s from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import { type Duration, seconds } from "../config/duration";
import { commonLabels } from "../workloads/labels";
import type { LoadGenerator } from "./loadGenerator";

export interface BenchmarkJobArgs {
  readonly experiment: string;
  readonly subject: string;
  readonly generator: LoadGenerator;
  readonly name: pulumi.Input<string>;
  /** Whether it is suspended, to be repeated by `./tare bench`. */
  readonly onDemand: boolean;
  /** When it is ended, counted from its start. */
  readonly limit: Duration;
  readonly template: (labels: Readonly<Record<string, string>>) => k8s.core.v1.PodTemplateSpec;
  readonly dependsOn: readonly pulumi.Resource[];
}

/** A Job that measures once and keeps its result in its log. */
export function createBenchmarkJob(parent: pulumi.Resource, args: BenchmarkJobArgs): Job {
  const { experiment, subject, generator, name, onDemand, dependsOn } = args;
  const labels = {
    ...commonLabels("loadgen"),
    "tare.dev/experiment": experiment,
    "tare.dev/subject": subject,
  };
  const limit = seconds(args.limit);
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
        template: args.template(labels),
      },
    },
    { parent, dependsOn: [...dependsOn], customTimeouts: { create: `${limit + 60}s` } },
  );
}
