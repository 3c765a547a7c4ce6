import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment";
import { HorizontalPodAutoscaler } from "@pulumi/kubernetes/autoscaling/v2/horizontalPodAutoscaler";
import { Service } from "@pulumi/kubernetes/core/v1/service";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount";
import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1/podDisruptionBudget";
import * as pulumi from "@pulumi/pulumi";
import { refuseProblems } from "./argumentsError";
import { autoscalerSpec } from "./autoscaler";
import { deploymentSpec } from "./deploymentSpec";
import { disruptionSpec } from "./disruption";
import { commonLabels, selectorLabels } from "./labels";
import { NetworkCall } from "./networkCall";
import type { Callable, Endpoint } from "./networkPolicy";
import { fewestPods } from "./replicas";
import type { WebServiceArgs } from "./webServiceArgs";
import { webServiceProblems } from "./webServiceProblems";

export type { WebServiceArgs } from "./webServiceArgs";

/**
 * A stateless HTTP server: Deployment, Service on port 80, and a service account of its own that
 * has no token and no rights. A rollout never takes a pod away before its successor is ready, and
 * the pod that goes serves for 5 s more, until nobody sends it anything. From two pods on they are
 * spread over nodes and a drain takes one at a time.
 *
 *     new WebService("shop", {
 *       namespace,
 *       image: image.reference,
 *       runtime: "node",
 *       cpu: { cores: 1, request: "100 mCPU", threads: "derived" },
 *       memory: { limit: "512 MiB", request: "256 MiB", heap: "derived" },
 *       autoscaling: { minReplicas: 2, maxReplicas: 6 },
 *       calls: [payments],
 *     });
 *
 * Arguments that contradict one another throw an ArgumentsError before anything is registered. Costs
 * what `cpu` and `memory` request, times the pods, and one pod more during a rollout.
 */
export class WebService extends pulumi.ComponentResource implements Callable {
  /** Where other pods of the cluster reach it, without a path: `http://name.namespace...`. */
  readonly url: pulumi.Output<string>;
  /** For the `calls` of others. */
  readonly endpoint: Endpoint;

  constructor(name: string, args: WebServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseProblems(`WebService '${name}'`, webServiceProblems(name, args));
    super("tare:index:WebService", name, {}, opts);

    const { namespace, port = 8080 } = args;
    const metadata = { name, namespace, labels: commonLabels(name) };
    this.endpoint = { name, namespace, labels: selectorLabels(name), port };
    const account = createAccount(this, name, metadata);
    createCalls(this, name, args.calls ?? []);
    createDeployment(this, name, metadata, account.metadata.name, args);
    createAutoscaler(this, name, metadata, args);
    createDisruptionBudget(this, name, metadata, args);
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

function createCalls(parent: WebService, name: string, calls: readonly Callable[]): void {
  for (const to of calls) {
    const call = `${name}-to-${to.endpoint.name}`;
    new NetworkCall(call, { from: parent.endpoint, to }, { parent });
  }
}

/** What the autoscaler decides is its own: neither an update nor a refresh takes it back. */
function createDeployment(
  parent: WebService,
  name: string,
  metadata: Metadata,
  serviceAccount: pulumi.Input<string>,
  args: WebServiceArgs,
): Deployment {
  const spec = deploymentSpec(name, metadata.labels, serviceAccount, args);
  const ignoreChanges = args.autoscaling === undefined ? [] : ["spec.replicas"];
  const dependsOn = [...(args.after ?? [])];
  return new Deployment(name, { metadata, spec }, { parent, ignoreChanges, dependsOn });
}

function createAutoscaler(
  parent: WebService,
  name: string,
  metadata: Metadata,
  { autoscaling, sidecar = false }: WebServiceArgs,
): void {
  if (autoscaling === undefined) return;
  const spec = autoscalerSpec(name, autoscaling, sidecar);
  new HorizontalPodAutoscaler(name, { metadata, spec }, { parent });
}

function createDisruptionBudget(
  parent: WebService,
  name: string,
  metadata: Metadata,
  args: WebServiceArgs,
): void {
  const spec = disruptionSpec(name, fewestPods(args), args.disruption);
  if (spec !== undefined) new PodDisruptionBudget(name, { metadata, spec }, { parent });
}

function createService(parent: WebService, name: string, metadata: Metadata): Service {
  const spec = {
    type: "ClusterIP",
    selector: selectorLabels(name),
    ports: [{ name: "http", port: 80, targetPort: "http" }],
  };
  return new Service(name, { metadata, spec }, { parent });
}
