import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import { identify } from "./guard";
import { askDaemonSets, enforcementDoubt } from "./policyEnforcement";
import type { ClusterAddress, RawAnswer } from "./rawGet";

export interface ClusterTargetArgs {
  /** Context, kubeconfig and recorded UID, from the configuration. */
  readonly address: ClusterAddress;
}

/**
 * The cluster of this environment, and the only way to it: every Kubernetes resource takes its
 * provider from here, and none uses the current context of the machine.
 *
 * The constructor reads the UID of the kube-system namespace and throws a RunError, before anything
 * is registered, where it is not the recorded one. A preview goes on with a warning where the
 * cluster does not answer.
 *
 * Costs nothing in the cluster.
 */
export class ClusterTarget extends pulumi.ComponentResource {
  readonly provider: Provider;
  /** UID of the kube-system namespace. */
  readonly uid: pulumi.Output<string>;
  /** What enforces policies there. */
  private readonly askEnforcers: () => Promise<RawAnswer>;

  constructor(name: string, args: ClusterTargetArgs, opts?: pulumi.ComponentResourceOptions) {
    const silence = refuseOther(args.address);
    super("tare:index:ClusterTarget", name, {}, opts);

    // One that does not answer is not waited for twice.
    this.askEnforcers = async () => silence ?? askDaemonSets(args.address);
    const { kubeconfig, context, uid } = args.address;
    // With an identifier, moving the kubeconfig file is an update; without it, a new cluster.
    this.provider = new Provider(
      `${name}-provider`,
      { kubeconfig, context, clusterIdentifier: uid },
      { parent: this },
    );
    this.uid = pulumi.output(uid);

    this.registerOutputs({ uid: this.uid });
  }

  /**
   * Warns where namespaces are closed by policies that the cluster's network is not known to enforce.
   * The update goes on: everything works without them, only less safely. The cluster is asked while it
   * goes on, and not at all without such namespaces.
   */
  warnWherePoliciesMeanNothing(namespaces: readonly string[]): void {
    if (namespaces.length === 0) return;
    const done = pulumi.runtime.rpcKeepAlive();
    void this.askEnforcers()
      .then((answer) => {
        const doubt = enforcementDoubt(answer, namespaces);
        if (doubt !== undefined) void pulumi.log.warn(doubt);
      })
      .finally(done);
  }
}

const WAY_OUT =
  "Nothing was changed. `make up` starts the local cluster; for another one check the context, " +
  "or, where the cluster itself is new, record its UID in 'tare:cluster.uid'.";

/** Gives why a cluster did not answer, where a preview goes on without it. */
function refuseOther(address: ClusterAddress): { readonly reason: string } | undefined {
  const identity = identify(address);
  if (identity.kind === "same") return undefined;
  if (identity.kind === "unknown" && pulumi.runtime.isDryRun()) {
    void pulumi.log.warn(`${identity.message}. The preview goes on without it.`);
    return identity;
  }
  throw new pulumi.RunError(`${identity.message}. ${WAY_OUT}`);
}
