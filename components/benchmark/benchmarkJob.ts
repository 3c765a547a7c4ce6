import { Job } from "@pulumi/kubernetes/batch/v1/job";
import type * as k8s from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import { type Duration, seconds } from "../config/duration";
import { commonLabels } from "../workloads/labels";
import type { LoadGenerator } from "./loadGenerator";

export interface BenchmarkJobArgs {
  readonly experiment: string;
  readonly subject: string;
  /** Which of the sessions of a subject it is, counted from 0. @default 0 */
  readonly start?: number;
  readonly generator: LoadGenerator;
  readonly name: pulumi.Input<string>;
  /** When it is ended, counted from its start. */
  readonly limit: Duration;
  readonly template: (labels: Readonly<Record<string, string>>) => k8s.core.v1.PodTemplateSpec;
}

/** A Job that measures once and keeps its result in its log. */
export function createBenchmarkJob(
  parent: pulumi.Resource,
  args: BenchmarkJobArgs,
  dependsOn: readonly pulumi.Resource[],
): Job {
  const { metadata, spec } = benchmarkJob(args);
  // A failed measurement is made again by the next update instead of being waited for.
  const annotations = { "pulumi.com/replaceUnready": "true" };
  return new Job(
    `${args.experiment}-${args.subject}${args.start ? `-${args.start + 1}` : ""}`,
    { metadata: { ...metadata, annotations }, spec },
    {
      parent,
      dependsOn: [...dependsOn],
      customTimeouts: { create: `${seconds(args.limit) + 60}s` },
    },
  );
}

/** What Kubernetes is told of it, by an update or by `./tare bench`. */
export function benchmarkJob(args: BenchmarkJobArgs) {
  const { experiment, subject, generator, name } = args;
  const labels = {
    ...commonLabels("loadgen"),
    "tare.dev/experiment": experiment,
    "tare.dev/subject": subject,
  };
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name, namespace: generator.namespaceName, labels },
    spec: {
      activeDeadlineSeconds: seconds(args.limit),
      backoffLimit: 0,
      template: args.template(labels),
    },
  };
}
