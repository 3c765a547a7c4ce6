import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount";
import { Role } from "@pulumi/kubernetes/rbac/v1/role";
import { RoleBinding } from "@pulumi/kubernetes/rbac/v1/roleBinding";
import * as pulumi from "@pulumi/pulumi";
import { commonLabels } from "../workloads/labels";
import { RestrictedNamespace } from "../workloads/restrictedNamespace";

/** What reads the counters of the pods under load. */
export interface Probe {
  readonly url: pulumi.Input<string>;
  /** Audience of the token that it accepts. */
  readonly audience: string;
}

export interface LoadGeneratorArgs {
  /** Reference by digest. */
  readonly image: pulumi.Input<string>;
  readonly probe: Probe;
}

const ACCOUNT = "loadgen";
/** Held by the one measurement that may run on a cluster. */
const LEASE = "measurement";

/**
 * Where load comes from: a namespace of its own, and an account that may take the Lease of the
 * measurement and nothing else. Costs nothing until an Experiment runs.
 */
export class LoadGenerator extends pulumi.ComponentResource {
  readonly image: pulumi.Output<string>;
  readonly namespaceName: pulumi.Output<string>;
  readonly accountName: pulumi.Output<string>;
  readonly probeUrl: pulumi.Output<string>;
  readonly probeAudience: pulumi.Output<string>;

  constructor(name: string, args: LoadGeneratorArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tare:index:LoadGenerator", name, {}, opts);

    const namespace = new RestrictedNamespace(name, { parent: this }).namespaceName;
    const account = createAccount(this, name, namespace);
    grantLease(this, name, account);
    this.image = pulumi.output(args.image);
    this.namespaceName = namespace;
    this.accountName = account.metadata.name;
    this.probeUrl = pulumi.output(args.probe.url);
    this.probeAudience = pulumi.output(args.probe.audience);

    this.registerOutputs({
      image: this.image,
      namespaceName: this.namespaceName,
      accountName: this.accountName,
      probeUrl: this.probeUrl,
      probeAudience: this.probeAudience,
    });
  }
}

/** The account as nodeprobe is told to accept it. */
export function generatorUser(generatorName: string): string {
  return `system:serviceaccount:${generatorName}:${ACCOUNT}`;
}

function createAccount(
  parent: LoadGenerator,
  name: string,
  namespace: pulumi.Input<string>,
): ServiceAccount {
  const metadata = { name: ACCOUNT, namespace, labels: commonLabels(ACCOUNT) };
  return new ServiceAccount(name, { metadata, automountServiceAccountToken: false }, { parent });
}

/** A rule for `create` cannot name the object; whoever may update one Lease may not touch another. */
function grantLease(parent: LoadGenerator, name: string, account: ServiceAccount): void {
  const { name: accountName, namespace } = account.metadata;
  const metadata = { name: LEASE, namespace, labels: commonLabels(ACCOUNT) };
  const leases = { apiGroups: ["coordination.k8s.io"], resources: ["leases"] };
  const rules = [
    { ...leases, verbs: ["create"] },
    { ...leases, resourceNames: [LEASE], verbs: ["get", "update"] },
  ];
  const role = new Role(`${name}-lease`, { metadata, rules }, { parent });
  new RoleBinding(
    `${name}-lease`,
    {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
      subjects: [{ kind: "ServiceAccount", name: accountName, namespace }],
    },
    { parent },
  );
}
