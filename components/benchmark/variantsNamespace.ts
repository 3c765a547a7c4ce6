import { Role } from "@pulumi/kubernetes/rbac/v1/role";
import { RoleBinding } from "@pulumi/kubernetes/rbac/v1/roleBinding";
import * as pulumi from "@pulumi/pulumi";
import { commonLabels } from "../workloads/labels";
import { RestrictedNamespace } from "../workloads/restrictedNamespace";

/** Where the pods of all comparisons of pod specs live. */
export const VARIANTS_NAMESPACE = "tare-benchmark-variants";

export interface VariantsNamespaceArgs {
  /** The account that makes and removes the pods. */
  readonly account: {
    readonly name: pulumi.Input<string>;
    readonly namespace: pulumi.Input<string>;
  };
}

const NAME = "variants";

/**
 * A restricted namespace in which one account of another namespace may create, get and delete pods,
 * and nothing else. Empty, and so free of cost, but while a comparison runs.
 */
export class VariantsNamespace extends pulumi.ComponentResource {
  readonly namespaceName: pulumi.Output<string>;

  constructor(name: string, args: VariantsNamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tare:index:VariantsNamespace", name, {}, opts);

    this.namespaceName = new RestrictedNamespace(name, {}, { parent: this }).namespaceName;
    grantPods(this, name, args.account);

    this.registerOutputs({ namespaceName: this.namespaceName });
  }
}

function grantPods(
  parent: VariantsNamespace,
  name: string,
  account: VariantsNamespaceArgs["account"],
): void {
  const metadata = {
    name: NAME,
    namespace: parent.namespaceName,
    labels: commonLabels("loadgen"),
  };
  const rules = [{ apiGroups: [""], resources: ["pods"], verbs: ["create", "get", "delete"] }];
  const role = new Role(`${name}-pods`, { metadata, rules }, { parent });
  const roleRef = {
    apiGroup: "rbac.authorization.k8s.io",
    kind: "Role",
    name: role.metadata.name,
  };
  const subjects = [{ kind: "ServiceAccount", ...account }];
  new RoleBinding(`${name}-pods`, { metadata, roleRef, subjects }, { parent });
}
