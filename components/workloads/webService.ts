import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment";
import { Service } from "@pulumi/kubernetes/core/v1/service";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount";
import type * as k8s from "@pulumi/kubernetes/types/input";
import * as pulumi from "@pulumi/pulumi";
import { commonLabels, selectorLabels } from "./labels";
import { podTemplate } from "./podTemplate";
import { HTTP_PROBES, type Probes } from "./probes";
import type { Resources } from "./resources";

export interface WebServiceArgs {
  readonly namespace: pulumi.Input<string>;
  /** Reference by digest. */
  readonly image: pulumi.Input<string>;
  readonly resources: Resources;
  /** Number of pods. @default 1 */
  readonly replicas?: number;
  /** Port on which the container listens. @default 8080 */
  readonly port?: number;
  /** @default - `/healthz` for start and liveness, `/readyz` for readiness */
  readonly probes?: Probes;
  /** @default - none */
  readonly env?: readonly k8s.core.v1.EnvVar[];
}

/**
 * A stateless HTTP server: Deployment, Service on port 80, and a service account of its own that
 * has no token and no rights. A rollout never takes a pod away before its successor is ready, and
 * the pod that goes serves for 5 s more, until nobody sends it anything.
 *
 *     new WebService("shop", { namespace, image: image.reference, resources });
 *
 * Costs what `resources` asks, times `replicas`, and one pod more during a rollout.
 */
export class WebService extends pulumi.ComponentResource {
  /** Where other pods of the cluster reach it, without a path: `http://name.namespace...`. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: WebServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tare:index:WebService", name, {}, opts);

    const metadata = { name, namespace: args.namespace, labels: commonLabels(name) };
    const account = createAccount(this, name, metadata);
    createDeployment(this, name, metadata, account.metadata.name, args);
    const service = createService(this, name, metadata);
    this.url = pulumi.interpolate`http://${service.metadata.name}.${service.metadata.namespace}.svc.cluster.local`;

    this.registerOutputs({ url: this.url });
  }
}

interface Metadata {
  readonly name: string;
  readonly namespace: pulumi.Input<string>;
  readonly labels: Record<string, string>;
}

function createAccount(parent: WebService, name: string, metadata: Metadata): ServiceAccount {
  return new ServiceAccount(name, { metadata, automountServiceAccountToken: false }, { parent });
}

function createDeployment(
  parent: WebService,
  name: string,
  metadata: Metadata,
  serviceAccount: pulumi.Input<string>,
  args: WebServiceArgs,
): Deployment {
  const { image, resources, env, replicas = 1, port = 8080, probes = HTTP_PROBES } = args;
  const spec = {
    replicas,
    revisionHistoryLimit: 2,
    strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
    selector: { matchLabels: selectorLabels(name) },
    template: podTemplate({
      name,
      labels: metadata.labels,
      image,
      resources,
      serviceAccount,
      env,
      port,
      probes,
    }),
  };
  return new Deployment(name, { metadata, spec }, { parent });
}

function createService(parent: WebService, name: string, metadata: Metadata): Service {
  const spec = {
    type: "ClusterIP",
    selector: selectorLabels(name),
    ports: [{ name: "http", port: 80, targetPort: "http" }],
  };
  return new Service(name, { metadata, spec }, { parent });
}
