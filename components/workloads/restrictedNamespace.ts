import { Namespace } from "@pulumi/kubernetes/core/v1/namespace";
import * as pulumi from "@pulumi/pulumi";
import { commonLabels, podSecurityLabels } from "./labels";

export interface NamespaceArgs {
  /**
   * What becomes of it, and of all that is in it, volumes too, when it is deleted. With `retain` its
   * deletion is refused; once somebody takes that protection away, it is left in the cluster.
   * @default "delete"
   */
  readonly onDelete?: "delete" | "retain";
}

/** A namespace that refuses every pod which does not satisfy Pod Security level `restricted`. */
export class RestrictedNamespace extends pulumi.ComponentResource {
  /** Name of the namespace, known when it exists. */
  readonly namespaceName: pulumi.Output<string>;

  constructor(name: string, args: NamespaceArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("tare:index:RestrictedNamespace", name, {}, opts);

    const retain = args.onDelete === "retain";
    const namespace = new Namespace(
      name,
      { metadata: { name, labels: { ...commonLabels(name), ...podSecurityLabels("restricted") } } },
      { parent: this, ...(retain && { protect: true, retainOnDelete: true }) },
    );
    this.namespaceName = namespace.metadata.name;

    this.registerOutputs({ namespaceName: this.namespaceName });
  }
}
