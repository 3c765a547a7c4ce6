import type * as k8s from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import { type Duration, seconds } from "../config/duration";
import type { Probes } from "./probes";
import { type Resources, resourceRequirements } from "./resources";
import { CONTAINER_SECURITY, POD_SECURITY } from "./securityContext";

export interface PodArgs {
  /** Name of the container. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Reference by digest. */
  readonly image: pulumi.Input<string>;
  readonly resources: Resources;
  readonly serviceAccount: pulumi.Input<string>;
  /** Gives the pod a token for the API server. @default false */
  readonly apiToken?: boolean;
  /** @default - none */
  readonly env?: readonly k8s.core.v1.EnvVar[];
  /** Port named `http`; a pod with one goes on serving for 5 s when it is to stop. @default - none */
  readonly port?: number;
  /** @default - none */
  readonly probes?: Probes;
  /** @default "Always" */
  readonly restartPolicy?: "Always" | "Never";
}

/** What podTemplate gives: nothing in it is an Output, so a caller may add to its parts. */
export interface OpenTemplate extends k8s.core.v1.PodTemplateSpec {
  spec: k8s.core.v1.PodSpec & { containers: [k8s.core.v1.Container] };
}

/** From the order to stop until SIGKILL. */
const GRACE_PERIOD: Duration = "30 s";

/**
 * How long a pod that is to stop goes on serving: by then no node sends it anything new, and what
 * waited to be accepted is. At SIGTERM a server closes its queue, and whatever still stands in it is
 * lost. Of the 25 s that are left, the servers of services/ take 20 at most.
 */
const BEFORE_SIGTERM: Duration = "5 s";

/**
 * The pod that Deployments, StatefulSets, DaemonSets and Jobs share: one container that satisfies Pod
 * Security level `restricted` and gets nothing it did not ask for, neither a token nor the
 * environment variables of neighbouring Services.
 */
export function podTemplate(args: PodArgs): OpenTemplate {
  return {
    metadata: { labels: { ...args.labels } },
    spec: {
      serviceAccountName: args.serviceAccount,
      automountServiceAccountToken: args.apiToken ?? false,
      enableServiceLinks: false,
      restartPolicy: args.restartPolicy ?? "Always",
      terminationGracePeriodSeconds: seconds(GRACE_PERIOD),
      securityContext: POD_SECURITY,
      containers: [container(args)],
    },
  };
}

function container(args: PodArgs): k8s.core.v1.Container {
  const { startup, liveness, readiness } = args.probes ?? {};
  return {
    name: args.name,
    image: args.image,
    ...(args.env && { env: [...args.env] }),
    ...(args.port && {
      ports: [{ name: "http", containerPort: args.port }],
      lifecycle: { preStop: { sleep: { seconds: seconds(BEFORE_SIGTERM) } } },
    }),
    resources: resourceRequirements(args.resources),
    securityContext: CONTAINER_SECURITY,
    ...(startup && { startupProbe: startup }),
    ...(liveness && { livenessProbe: liveness }),
    ...(readiness && { readinessProbe: readiness }),
  };
}
