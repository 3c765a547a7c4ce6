import type * as k8s from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import { podTemplate } from "../workloads/podTemplate";
import type { Resources } from "../workloads/resources";
import { FILES_GROUP, secretMounts } from "../workloads/secretFiles";
import { POD_SECURITY } from "../workloads/securityContext";
import { type Arm, armContainer, armDocument } from "./arm";
import type { LoadGenerator } from "./loadGenerator";
import { LEASE } from "./measurementLease";
import { type Plan, planDocument } from "./plan";

/** No real bound on two cores; on a larger machine it keeps the generator from taking them all. */
const RESOURCES: Resources = {
  limits: { cpu: "2 CPU", memory: "256 MiB" },
  requests: { cpu: "10 mCPU", memory: "64 MiB" },
};

/** The user of the project's own images; processes of one user may stop and pin one another. */
const USER = 65532;

const TOKENS = "/var/run/secrets/tare";

export interface SessionArgs {
  readonly generator: LoadGenerator;
  readonly plan: Plan;
  readonly experiment: string;
  readonly arms: readonly [Arm, Arm];
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The pod of one session: the load generator with two servers beside it. They share network and
 * processes, so that both are measured over the same path and the idle one can be stopped.
 */
export function benchmarkPod(args: SessionArgs): k8s.core.v1.PodTemplateSpec {
  const { generator, labels, arms } = args;
  const { spec, ...template } = podTemplate({
    name: "loadgen",
    labels,
    image: generator.image,
    resources: RESOURCES,
    serviceAccount: generator.accountName,
    env: variables(args),
    restartPolicy: "Never",
  });
  const [loadgen] = spec.containers;
  // Both arms have the same ones.
  const secrets = arms[0].service?.secrets ?? [];
  return {
    ...template,
    spec: {
      ...spec,
      shareProcessNamespace: true,
      securityContext: {
        ...POD_SECURITY,
        runAsUser: USER,
        runAsGroup: USER,
        ...(secrets.length > 0 && { fsGroup: FILES_GROUP }),
      },
      initContainers: arms.map(armContainer),
      containers: [{ ...loadgen, volumeMounts: [{ name: "tokens", mountPath: TOKENS }] }],
      volumes: [tokens(generator), ...secretMounts(secrets).volumes],
    },
  };
}

function variables({ generator, plan, experiment, arms }: SessionArgs): k8s.core.v1.EnvVar[] {
  const documents = pulumi.jsonStringify(arms.map(armDocument));
  const field = (name: string, fieldPath: string): k8s.core.v1.EnvVar => ({
    name,
    valueFrom: { fieldRef: { fieldPath } },
  });
  return [
    { name: "EXPERIMENT", value: experiment },
    { name: "ARMS", value: documents },
    { name: "PLAN", value: JSON.stringify(planDocument(plan)) },
    { name: "NODEPROBE_URL", value: generator.probeUrl },
    { name: "LEASE", value: LEASE },
    field("POD_NAME", "metadata.name"),
    field("POD_UID", "metadata.uid"),
    field("NAMESPACE", "metadata.namespace"),
  ];
}

/** One token for each of the two that are asked, each of no use to the other. */
function tokens(generator: LoadGenerator): k8s.core.v1.Volume {
  const token = (path: string, audience?: pulumi.Input<string>) => ({
    serviceAccountToken: { path, expirationSeconds: 3600, ...(audience && { audience }) },
  });
  const authority = { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] };
  const sources = [
    token("token"),
    token("nodeprobe", generator.probeAudience),
    { configMap: authority },
  ];
  return { name: "tokens", projected: { sources } };
}
