import { DaemonSet } from "@pulumi/kubernetes/apps/v1/daemonSet";
import { Service } from "@pulumi/kubernetes/core/v1/service";
import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount";
import { ClusterRole } from "@pulumi/kubernetes/rbac/v1/clusterRole";
import { ClusterRoleBinding } from "@pulumi/kubernetes/rbac/v1/clusterRoleBinding";
import * as pulumi from "@pulumi/pulumi";
import { commonLabels, selectorLabels } from "../workloads/labels";
import { nodeProbePod } from "./nodeProbePod";
import { PrivilegedNamespace } from "./privilegedNamespace";

/** For which a token must be made that nodeprobe accepts; services/nodeprobe knows it too. */
export const NODEPROBE_AUDIENCE = "tare-nodeprobe";

export interface NodeProbeArgs {
  /** Reference by digest. */
  readonly image: pulumi.Input<string>;
  /** The one user that may ask, `system:serviceaccount:<namespace>:<name>`. */
  readonly allowedUser: pulumi.Input<string>;
}

/** Of every object but the namespace. */
const NAME = "nodeprobe";

/**
 * On each node a pod that tells what another pod of the node uses, and what its settings came to. It
 * looks into every process of the node, so it has a namespace of its own, the only one that is not
 * restricted, and answers one account alone.
 *
 *     new NodeProbe("tare-nodeprobe", { image, allowedUser });
 *
 * Asks for 10m of CPU and 16Mi a node; idle but for a probe every few seconds.
 */
export class NodeProbe extends pulumi.ComponentResource {
  /** Reaches the nodeprobe of the asking pod's own node. */
  readonly url: pulumi.Output<string>;
  readonly namespaceName: pulumi.Output<string>;

  constructor(name: string, args: NodeProbeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tare:index:NodeProbe", name, {}, opts);

    this.namespaceName = new PrivilegedNamespace(name, { parent: this }).namespaceName;
    const metadata = { name: NAME, namespace: this.namespaceName, labels: commonLabels(NAME) };
    const account = createAccount(this, name, metadata);
    grantReviews(this, name, account);
    createDaemonSet(this, name, metadata, account, args);
    const service = createService(this, name, metadata);
    this.url = pulumi.interpolate`http://${service.metadata.name}.${service.metadata.namespace}.svc.cluster.local`;

    this.registerOutputs({ url: this.url, namespaceName: this.namespaceName });
  }
}

interface Metadata {
  readonly name: string;
  readonly namespace: pulumi.Input<string>;
  readonly labels: Record<string, string>;
}

function createAccount(parent: NodeProbe, name: string, metadata: Metadata): ServiceAccount {
  return new ServiceAccount(name, { metadata, automountServiceAccountToken: false }, { parent });
}

/** Creating a TokenReview is asking whose token it is; it changes nothing. */
function grantReviews(parent: NodeProbe, name: string, account: ServiceAccount): void {
  const metadata = { name: `${name}-reviews`, labels: commonLabels(NAME) };
  const rules = [
    { apiGroups: ["authentication.k8s.io"], resources: ["tokenreviews"], verbs: ["create"] },
  ];
  const role = new ClusterRole(`${name}-reviews`, { metadata, rules }, { parent });
  const { name: accountName, namespace } = account.metadata;
  new ClusterRoleBinding(
    `${name}-reviews`,
    {
      metadata,
      roleRef: {
        apiGroup: "rbac.authorization.k8s.io",
        kind: "ClusterRole",
        name: role.metadata.name,
      },
      subjects: [{ kind: "ServiceAccount", name: accountName, namespace }],
    },
    { parent },
  );
}

function createDaemonSet(
  parent: NodeProbe,
  name: string,
  metadata: Metadata,
  account: ServiceAccount,
  { image, allowedUser }: NodeProbeArgs,
): DaemonSet {
  const spec = {
    revisionHistoryLimit: 2,
    selector: { matchLabels: selectorLabels(NAME) },
    template: nodeProbePod({
      name: NAME,
      labels: metadata.labels,
      image,
      serviceAccount: account.metadata.name,
      allowedUser,
    }),
  };
  return new DaemonSet(name, { metadata, spec }, { parent });
}

/** A node's nodeprobe knows nothing of the pods of another. */
function createService(parent: NodeProbe, name: string, metadata: Metadata): Service {
  const spec = {
    type: "ClusterIP",
    internalTrafficPolicy: "Local",
    selector: selectorLabels(NAME),
    ports: [{ name: "http", port: 80, targetPort: "http" }],
  };
  return new Service(name, { metadata, spec }, { parent });
}
