import { ServiceAccount } from "@pulumi/kubernetes/core/v1/serviceAccount";
import * as pulumi from "@pulumi/pulumi";
import { commonLabels } from "../workloads/labels";
import { RestrictedNamespace } from "../workloads/restrictedNamespace";
import { grantLease } from "./measurementLease";

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

/**
 * Where load comes from: a namespace of its own, and an account that is known to the probe
 * and may hold the Lease of whoever measures, and nothing else in it. Costs nothing until an Experiment
 * runs.
 */
export class LoadGenerator extends pulumi.ComponentResource {
  readonly image: pulumi.Output<string>;
  readonly namespaceName: pulumi.Output<string>;
  readonly accountName: pulumi.Output<string>;
  readonly probeUrl: pulumi.Output<string>;
  readonly probeAudience: pulumi.Output<string>;

  constructor(name: string, args: LoadGeneratorArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tare:index:LoadGenerator", name, {}, opts);

    const namespace = new RestrictedNamespace(name, {}, { parent: this }).namespaceName;
    const account = createAccount(this, name, namespace);
    grantLease(this, name, { name: account.metadata.name, namespace });
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
