import { Role } from "@pulumi/kubernetes/rbac/v1/role";
import { RoleBinding } from "@pulumi/kubernetes/rbac/v1/roleBinding";
import type * as pulumi from "@pulumi/pulumi";
import { commonLabels } from "../workloads/labels";

/** Name of the Lease that whoever measures on a cluster holds. */
export const LEASE = "measurement";

/** The account that may hold it. */
export interface LeaseHolder {
  readonly name: pulumi.Input<string>;
  readonly namespace: pulumi.Input<string>;
}

/**
 * Lets an account hold the Lease, and nothing else. Kubernetes knows no names where something is
 * created, so it may create others of that kind in its own namespace.
 */
export function grantLease(parent: pulumi.Resource, name: string, account: LeaseHolder): void {
  const metadata = {
    name: LEASE,
    namespace: account.namespace,
    labels: commonLabels("loadgen"),
  };
  const leases = { apiGroups: ["coordination.k8s.io"], resources: ["leases"] };
  const rules = [
    { ...leases, resourceNames: [LEASE], verbs: ["get", "update"] },
    { ...leases, verbs: ["create"] },
  ];
  const role = new Role(`${name}-lease`, { metadata, rules }, { parent });
  const roleRef = {
    apiGroup: "rbac.authorization.k8s.io",
    kind: "Role",
    name: role.metadata.name,
  };
  const subjects = [{ kind: "ServiceAccount", ...account }];
  new RoleBinding(`${name}-lease`, { metadata, roleRef, subjects }, { parent });
}
