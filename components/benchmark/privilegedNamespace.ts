import { Namespace } from "@pulumi/kubernetes/core/v1/namespace";
import * as pulumi from "@pulumi/pulumi";
import { commonLabels, podSecurityLabels } from "../workloads/labels";

/**
 * A namespace that takes pods which look into their node. Whoever may make a pod in it rules the
 * node, so it holds one component and nothing else.
 */
export class PrivilegedNamespace extends pulumi.ComponentResource {
  /** Name of the namespace, known when it exists. */
  readonly namespaceName: pulumi.Output<string>;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("tare:index:PrivilegedNamespace", name, {}, opts);

    const namespace = new Namespace(
      name,
      { metadata: { name, labels: { ...commonLabels(name), ...podSecurityLabels("privileged") } } },
      { parent: this },
    );
    this.namespaceName = namespace.metadata.name;

    this.registerOutputs({ namespaceName: this.namespaceName });
  }
}
