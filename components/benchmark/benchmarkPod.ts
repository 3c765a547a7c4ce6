import type * as k8s from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import { type Arm, armContainer, armDocument } from "./arm";
import type { LoadGenerator } from "./loadGenerator";
import { loadPod, podField } from "./loadPod";
import { type Plan, planDocument } from "./plan";
import { type PodComparison, variantDocuments } from "./podComparison";
import { podPlanDocument } from "./podPlan";
import { VARIANTS_NAMESPACE } from "./variantsNamespace";

interface MeasuringArgs {
  readonly generator: LoadGenerator;
  readonly plan: Plan;
  readonly experiment: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface SessionArgs extends MeasuringArgs {
  readonly arms: readonly [Arm, Arm];
}

/**
 * The pod of one session: the load generator with two servers beside it. They share network and
 * processes, so that both are measured over the same path and the idle one can be stopped.
 */
export function sessionPod({ plan, arms, ...args }: SessionArgs): k8s.core.v1.PodTemplateSpec {
  const documents = pulumi.jsonStringify(arms.map(armDocument));
  const { spec, ...template } = loadPod({
    ...args,
    plan: planDocument(plan),
    env: [{ name: "ARMS", value: documents }],
    // Both arms have the same ones.
    secrets: arms[0].service?.secrets,
  });
  return {
    ...template,
    spec: { ...spec, shareProcessNamespace: true, initContainers: arms.map(armContainer) },
  };
}

export interface PodComparisonArgs extends MeasuringArgs {
  readonly comparison: PodComparison;
}

/** The pod of a comparison of pods: the load generator alone, which makes the others itself. */
export function comparisonPod({
  plan,
  comparison,
  ...args
}: PodComparisonArgs): k8s.core.v1.PodTemplateSpec {
  return loadPod({
    ...args,
    command: ["/usr/bin/loadgen", "podspecs"],
    plan: podPlanDocument(plan),
    env: [
      { name: "SUBJECT", value: comparison.name },
      { name: "SERVER", value: comparison.server.name },
      { name: "VARIANTS", value: variantDocuments(comparison) },
      { name: "VARIANTS_NAMESPACE", value: VARIANTS_NAMESPACE },
      podField("NODE_NAME", "spec.nodeName"),
    ],
  });
}
