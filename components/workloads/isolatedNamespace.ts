import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy";
import * as pulumi from "@pulumi/pulumi";
import { commonLabels } from "./labels";
import { allowDns, denyAll } from "./networkPolicy";
import { type NamespaceArgs, RestrictedNamespace } from "./restrictedNamespace";

/**
 * A restricted namespace whose pods reach the cluster's DNS and are reached by nobody, until a call is
 * declared. It takes a network that enforces policies; elsewhere they are there and mean nothing.
 *
 *     const { namespaceName: namespace } = new IsolatedNamespace("shop");
 */
export class IsolatedNamespace extends pulumi.ComponentResource {
  /** Name of the namespace, known when it exists and is closed. */
  readonly namespaceName: pulumi.Output<string>;

  constructor(name: string, args: NamespaceArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("tare:index:IsolatedNamespace", name, {}, opts);

    const namespace = new RestrictedNamespace(name, args, { parent: this }).namespaceName;
    const closed = [
      createPolicy(this, name, "deny-all", namespace, denyAll()),
      createPolicy(this, name, "allow-dns", namespace, allowDns()),
    ];
    this.namespaceName = pulumi
      .all([namespace, ...closed.map(({ metadata }) => metadata.name)])
      .apply(([known]) => known);

    this.registerOutputs({ namespaceName: this.namespaceName });
  }
}

function createPolicy(
  parent: IsolatedNamespace,
  name: string,
  role: string,
  namespace: pulumi.Input<string>,
  spec: ReturnType<typeof denyAll>,
): NetworkPolicy {
  const metadata = { name: role, namespace, labels: commonLabels(name) };
  return new NetworkPolicy(`${name}-${role}`, { metadata, spec }, { parent });
}
