import type * as k8s from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import { selectorLabels } from "../workloads/labels";
import { podTemplate } from "../workloads/podTemplate";
import type { Resources } from "../workloads/resources";
import type { LoadGenerator } from "./loadGenerator";
import { type Plan, planVariables } from "./plan";

/** A server that can be measured. */
export interface Subject {
  /** Name of its Deployment, its container, and of the row in the report. */
  readonly name: string;
  readonly namespace: pulumi.Input<string>;
  /** Reference by digest. */
  readonly image: pulumi.Input<string>;
  /** What is asked for, path included. */
  readonly url: pulumi.Input<string>;
}

/** No real bound on two cores; on a larger machine it keeps the generator from taking them all. */
const RESOURCES: Resources = {
  limits: { cpu: "2 CPU", memory: "256 MiB" },
  requests: { cpu: "10 mCPU", memory: "64 MiB" },
};

/** The pod of one measurement, on the node of its subject. */
export function benchmarkPod(
  generator: LoadGenerator,
  subject: Subject,
  plan: Plan,
  labels: Readonly<Record<string, string>>,
): k8s.core.v1.PodTemplateSpec {
  return podTemplate({
    name: "loadgen",
    labels,
    image: generator.image,
    resources: RESOURCES,
    serviceAccount: generator.accountName,
    apiToken: true,
    env: variables(subject, plan),
    affinity: sameNode(subject),
    restartPolicy: "Never",
  });
}

function variables(subject: Subject, plan: Plan): k8s.core.v1.EnvVar[] {
  const values: Record<string, pulumi.Input<string>> = {
    SUBJECT: subject.name,
    SUBJECT_IMAGE: subject.image,
    TARGET_URL: subject.url,
    SUBJECT_NAMESPACE: subject.namespace,
    SUBJECT_CONTAINER: subject.name,
    ...planVariables(plan),
  };
  return [
    ...Object.entries(values).map(([name, value]) => ({ name, value })),
    { name: "NODE_IP", valueFrom: { fieldRef: { fieldPath: "status.hostIP" } } },
  ];
}

/** The generator reads the counters of its own node, so they must be those of the subject. */
function sameNode(subject: Subject): k8s.core.v1.Affinity {
  const term = {
    topologyKey: "kubernetes.io/hostname",
    namespaces: [subject.namespace],
    labelSelector: { matchLabels: selectorLabels(subject.name) },
  };
  return { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
}
