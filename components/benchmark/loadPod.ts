import type * as k8s from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import { type OpenTemplate, podTemplate } from "../workloads/podTemplate";
import type { Resources } from "../workloads/resources";
import { FILES_GROUP, type SecretFiles, secretMounts } from "../workloads/secretFiles";
import { NAMED_USER_SECURITY } from "../workloads/securityContext";
import type { LoadGenerator } from "./loadGenerator";
import { LEASE } from "./measurementLease";

/** No real bound on two cores; on a larger machine it keeps the generator from taking them all. */
const RESOURCES: Resources = {
  limits: { cpu: "2 CPU", memory: "256 MiB" },
  requests: { cpu: "10 mCPU", memory: "64 MiB" },
};

const TOKENS = "/var/run/secrets/tare";

export interface LoadPodArgs {
  readonly generator: LoadGenerator;
  readonly labels: Readonly<Record<string, string>>;
  /** @default - the image's own: a session of two arms */
  readonly command?: readonly string[];
  readonly experiment: string;
  /** The plan as the load generator reads it. */
  readonly plan: object;
  /** Variables besides those that are told to every load generator. */
  readonly env: readonly k8s.core.v1.EnvVar[];
  /** What other containers of the pod mount. @default - nothing */
  readonly secrets?: readonly SecretFiles[];
}

/** The pod of a load generator that measures, with a token for each of the two that it asks. */
export function loadPod(args: LoadPodArgs): OpenTemplate {
  const { generator, labels, command, secrets = [] } = args;
  const { spec, ...template } = podTemplate({
    name: "loadgen",
    labels,
    image: generator.image,
    ...(command && { command }),
    resources: RESOURCES,
    serviceAccount: generator.accountName,
    env: variables(args),
    restartPolicy: "Never",
  });
  const [loadgen] = spec.containers;
  return {
    ...template,
    spec: {
      ...spec,
      securityContext: {
        // Processes of one user may stop and pin one another.
        ...NAMED_USER_SECURITY,
        ...(secrets.length > 0 && { fsGroup: FILES_GROUP }),
      },
      containers: [{ ...loadgen, volumeMounts: [{ name: "tokens", mountPath: TOKENS }] }],
      volumes: [tokens(generator), ...secretMounts(secrets).volumes],
    },
  };
}

function variables({ generator, experiment, plan, env }: LoadPodArgs): k8s.core.v1.EnvVar[] {
  return [
    { name: "EXPERIMENT", value: experiment },
    ...env,
    { name: "PLAN", value: JSON.stringify(plan) },
    { name: "NODEPROBE_URL", value: generator.probeUrl },
    { name: "LEASE", value: LEASE },
    podField("POD_NAME", "metadata.name"),
    podField("POD_UID", "metadata.uid"),
    podField("NAMESPACE", "metadata.namespace"),
  ];
}

/** A variable that the kubelet fills in. */
export function podField(name: string, fieldPath: string): k8s.core.v1.EnvVar {
  return { name, valueFrom: { fieldRef: { fieldPath } } };
}

/** Each of no use to the one that the other is for. */
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
