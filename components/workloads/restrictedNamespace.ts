import { Namespace } from "@pulumi/kubernetes/core/v1/namespace";
import * as pulumi from "@pulumi/pulumi";
import { commonLabels, podSecurityLabels } from "./labels";

/** A namespace that refuses every pod which does not satisfy Pod Security level `restricted`. */
export class RestrictedNamespace extends pulumi.ComponentResource {
  /** Name of the namespace, known when it exists. */
  readonly namespaceName: pulumi.Output<string>;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("tare:index:RestrictedNamespace", name, {}, opts);

    const namespace = new Namespace(
      name,
      { metadata: { name, labels: { ...commonLabels(name), ...podSecurityLabels("restricted") } } },
      { parent: this },
    );
    this.namespaceName = namespace.metadata.name;

    this.registerOutputs({ namespaceName: this.namespaceName });
  }
}
