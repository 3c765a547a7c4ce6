import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount";
import { ClusterRole } from "@pulumi/kubernetes/rbac/v1/clusterRole";
import { ClusterRoleBinding } from "@pulumi/kubernetes/rbac/v1/clusterRoleBinding";
import * as pulumi from "@pulumi/pulumi";
import { commonLabels } from "../workloads/labels";
import { RestrictedNamespace } from "../workloads/restrictedNamespace";

export interface LoadGeneratorArgs {
  /** Reference by digest. */
  readonly image: pulumi.Input<string>;
}

const ACCOUNT = "loadgen";

/**
 * Where load comes from: a namespace of its own, and an account that may read the counters of a
 * node's containers and nothing else. Costs nothing until an Experiment runs.
 */
export class LoadGenerator extends pulumi.ComponentResource {
  readonly image: pulumi.Output<string>;
  readonly namespaceName: pulumi.Output<string>;
  readonly accountName: pulumi.Output<string>;

  constructor(name: string, args: LoadGeneratorArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tare:index:LoadGenerator", name, {}, opts);

    const namespace = new RestrictedNamespace(name, { parent: this });
    const account = new ServiceAccount(
      name,
      {
        metadata: {
          name: ACCOUNT,
          namespace: namespace.namespaceName,
          labels: commonLabels(ACCOUNT),
        },
        automountServiceAccountToken: false,
      },
      { parent: this },
    );
    grantCounters(this, name, account);
    this.image = pulumi.output(args.image);
    this.namespaceName = namespace.namespaceName;
    this.accountName = account.metadata.name;

    this.registerOutputs({
      image: this.image,
      namespaceName: this.namespaceName,
      accountName: this.accountName,
    });
  }
}

/** `nodes/metrics` is what the kubelet asks for before it shows the counters of containers. */
function grantCounters(parent: LoadGenerator, name: string, account: ServiceAccount): void {
  const metadata = { name: `${name}-counters`, labels: commonLabels(ACCOUNT) };
  const role = new ClusterRole(
    `${name}-counters`,
    { metadata, rules: [{ apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] }] },
    { parent },
  );
  new ClusterRoleBinding(
    `${name}-counters`,
    {
      metadata,
      roleRef: {
        apiGroup: "rbac.authorization.k8s.io",
        kind: "ClusterRole",
        name: role.metadata.name,
      },
      subjects: [
        {
          kind: "ServiceAccount",
          name: account.metadata.name,
          namespace: account.metadata.namespace,
        },
      ],
    },
    { parent },
  );
}
