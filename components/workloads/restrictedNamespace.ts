import { Namespace } from "@pulumi/kubernetes/core/v1/namespace";
import * as pulumi from "@pulumi/pulumi";
import { commonLabels } from "./labels";

/** A namespace that refuses every pod which does not satisfy Pod Security level `restricted`. */
export class RestrictedNamespace extends pulumi.ComponentResource {
  /** Name of the namespace, known when it exists. */
  readonly namespaceName: pulumi.Output<string>;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("tare:index:RestrictedNamespace", name, {}, opts);

    const namespace = new Namespace(
      name,
      { metadata: { name, labels: { ...commonLabels(name), ...POD_SECURITY_LABELS } } },
      { parent: this },
    );
    this.namespaceName = namespace.metadata.name;

    this.registerOutputs({ namespaceName: this.namespaceName });
  }
}

const POD_SECURITY_LABELS = {
  "pod-security.kubernetes.io/enforce": "restricted",
  "pod-security.kubernetes.io/enforce-version": "latest",
};
