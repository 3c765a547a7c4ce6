import type * as k8s from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import { seconds } from "../config/duration";
import type { Probes } from "./probes";
import { type Resources, resourceRequirements } from "./resources";
import { FILES_GROUP, secretMounts, type SecretFiles } from "./secretFiles";
import { CONTAINER_SECURITY, NAMED_USER_SECURITY, POD_SECURITY } from "./securityContext";
import { type Shutdown, shutdownOf } from "./shutdown";
import type { Placement } from "./spread";

export interface PodArgs {
  /** Name of the container. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Reference by digest. */
  readonly image: pulumi.Input<string>;
  /** @default - the image's own */
  readonly command?: readonly string[];
  readonly resources: Resources;
  /** `named` runs it as the user of the images in services/, whatever it says. @default "image" */
  readonly user?: "image" | "named";
  readonly serviceAccount: pulumi.Input<string>;
  /** Gives the pod a token for the API server. @default false */
  readonly apiToken?: boolean;
  /** @default - none */
  readonly env?: readonly k8s.core.v1.EnvVar[];
  /** Port named `http`; a pod with one goes on serving for a while when it is to stop. @default - none */
  readonly port?: number;
  /** @default - none */
  readonly probes?: Partial<Probes>;
  /** @default "Always" */
  readonly restartPolicy?: "Always" | "Never";
  /** @default - serves on for 5 s and has 25 s more */
  readonly shutdown?: Shutdown;
  /** @default - none */
  readonly secrets?: readonly SecretFiles[];
  /** Namespaced ones. @default - none */
  readonly sysctls?: readonly k8s.core.v1.Sysctl[];
  /** @default - anywhere */
  readonly placement?: Placement;
}

/** What podTemplate gives: nothing in it is an Output, so a caller may add to its parts. */
export interface OpenTemplate extends k8s.core.v1.PodTemplateSpec {
  spec: k8s.core.v1.PodSpec & { containers: [k8s.core.v1.Container] };
}

/**
 * The pod that Deployments, StatefulSets, DaemonSets and Jobs share: one container that satisfies Pod
 * Security level `restricted` and gets nothing it did not ask for, neither a token nor the
 * environment variables of neighbouring Services.
 */
export function podTemplate(args: PodArgs): OpenTemplate {
  const { shutdown = shutdownOf(), placement, secrets = [] } = args;
  return {
    metadata: { labels: { ...args.labels } },
    spec: {
      serviceAccountName: args.serviceAccount,
      automountServiceAccountToken: args.apiToken ?? false,
      enableServiceLinks: false,
      restartPolicy: args.restartPolicy ?? "Always",
      terminationGracePeriodSeconds: seconds(shutdown.grace),
      ...placement,
      securityContext: podSecurity(args),
      containers: [container(args, shutdown)],
      ...(secrets.length > 0 && { volumes: secretMounts(secrets).volumes }),
    },
  };
}

function podSecurity(args: PodArgs): k8s.core.v1.PodSecurityContext {
  const { sysctls = [], secrets = [], user = "image" } = args;
  return {
    ...(user === "named" ? NAMED_USER_SECURITY : POD_SECURITY),
    ...(sysctls.length > 0 && { sysctls: [...sysctls] }),
    ...(secrets.length > 0 && { fsGroup: FILES_GROUP }),
  };
}

function container(args: PodArgs, { serveOn }: Shutdown): k8s.core.v1.Container {
  const { probes = {}, command, secrets = [] } = args;
  const { startup, liveness, readiness } = probes;
  return {
    name: args.name,
    image: args.image,
    ...(command && { command: [...command] }),
    ...(args.env && { env: [...args.env] }),
    ...(args.port && {
      ports: [{ name: "http", containerPort: args.port }],
      // A sleep of none is refused by clusters before 1.34.
      ...(seconds(serveOn) > 0 && {
        lifecycle: { preStop: { sleep: { seconds: seconds(serveOn) } } },
      }),
    }),
    resources: resourceRequirements(args.resources),
    securityContext: CONTAINER_SECURITY,
    ...(secrets.length > 0 && { volumeMounts: secretMounts(secrets).volumeMounts }),
    ...(startup && { startupProbe: startup }),
    ...(liveness && { livenessProbe: liveness }),
    ...(readiness && { readinessProbe: readiness }),
  };
}
