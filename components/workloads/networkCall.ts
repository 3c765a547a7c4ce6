import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy";
import * as pulumi from "@pulumi/pulumi";
import { commonLabels } from "./labels";
import { allowFrom, allowTo, type Callable, type Endpoint } from "./networkPolicy";

export interface NetworkCallArgs {
  readonly from: Omit<Endpoint, "port">;
  readonly to: Callable;
  /**
   * Makes the callee's side alone: the caller's namespace closes nothing, so that its pods may call
   * anybody, and a policy about them would take that from them. @default false
   */
  readonly callerIsOpen?: boolean;
}

/**
 * One component may call another: a policy on either side, each in the namespace of the pods that it
 * is about; for what lies outside the cluster, on the caller's side alone. Where nothing else selects
 * those pods, it also closes them to everybody else. `calls` of a WebService makes these; a load
 * generator or a gateway makes its own.
 *
 *     new NetworkCall("shop-to-payments", { from: shop.endpoint, to: payments });
 */
export class NetworkCall extends pulumi.ComponentResource {
  constructor(name: string, args: NetworkCallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("tare:index:NetworkCall", name, {}, opts);

    const { from, callerIsOpen = false } = args;
    const to = args.to.endpoint;
    if (!callerIsOpen) {
      createPolicy(this, `${name}-egress`, from, `${from.name}-to-${to.name}`, allowTo(from, to));
    }
    if (!("cidr" in to)) {
      createPolicy(
        this,
        `${name}-ingress`,
        to,
        `${to.name}-from-${from.name}`,
        allowFrom(to, from),
      );
    }

    this.registerOutputs({});
  }
}

function createPolicy(
  parent: NetworkCall,
  name: string,
  side: Omit<Endpoint, "port">,
  objectName: string,
  spec: ReturnType<typeof allowTo>,
): NetworkPolicy {
  const labels = commonLabels(side.name);
  const metadata = { name: objectName, namespace: side.namespace, labels };
  return new NetworkPolicy(name, { metadata, spec }, { parent });
}
