import type * as k8s from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";

/** Pods as a policy names them. */
export interface Endpoint {
  /** Of the component; names the policies. */
  readonly name: string;
  readonly namespace: pulumi.Input<string>;
  /** What selects its pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** Where its pods listen, behind whatever port its Service has. */
  readonly port: number;
}

/** What is called and lies outside the cluster: only the caller's side can be opened. */
export interface OutsideEndpoint extends Pick<Endpoint, "name" | "port"> {
  /** Where its addresses are: `10.1.0.0/16`. */
  readonly cidr: string;
}

/** A component that others may declare to call. */
export interface Callable {
  readonly endpoint: Endpoint | OutsideEndpoint;
}

type Spec = k8s.networking.v1.NetworkPolicySpec;
type Peer = k8s.networking.v1.NetworkPolicyPeer;

/** On every namespace, made by Kubernetes. */
const NAMESPACE_NAME = "kubernetes.io/metadata.name";
const DNS_PORT = 53;

/**
 * The cluster's DNS, and the cache that some put on each node. The cache is on the node's own network, which
 * most networks know by its address alone: by default a link-local one that leads to no other node.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns
 */
const DNS_LABELS = ["kube-dns", "node-local-dns"];
const DNS_CACHE = "169.254.20.10/32";

/**
 * Nothing goes in or out of any pod of the namespace that no other policy allows. The kubelet's
 * probes still arrive: Kubernetes has every network let a pod's own node through.
 */
export function denyAll(): Spec {
  return { podSelector: {}, policyTypes: ["Ingress", "Egress"] };
}

/** Every pod of the namespace may ask the cluster's DNS, and nobody else. */
export function allowDns(): Spec {
  return { podSelector: {}, policyTypes: ["Egress"], egress: [dnsRule()] };
}

export function dnsRule(): k8s.networking.v1.NetworkPolicyEgressRule {
  const pods = DNS_LABELS.map((app) =>
    peer({ namespace: "kube-system", labels: { "k8s-app": app } }),
  );
  return {
    to: [...pods, { ipBlock: { cidr: DNS_CACHE } }],
    ports: ["UDP", "TCP"].map((protocol) => ({ protocol, port: DNS_PORT })),
  };
}

/** The caller's side. */
export function allowTo(
  caller: Pick<Endpoint, "labels">,
  callee: Endpoint | OutsideEndpoint,
): Spec {
  const to = "cidr" in callee ? { ipBlock: { cidr: callee.cidr } } : peer(callee);
  return {
    podSelector: { matchLabels: { ...caller.labels } },
    policyTypes: ["Egress"],
    egress: [{ to: [to], ports: [{ protocol: "TCP", port: callee.port }] }],
  };
}

/** The other side. */
export function allowFrom(callee: Endpoint, caller: Pick<Endpoint, "namespace" | "labels">): Spec {
  return {
    podSelector: { matchLabels: { ...callee.labels } },
    policyTypes: ["Ingress"],
    ingress: [{ from: [peer(caller)], ports: [{ protocol: "TCP", port: callee.port }] }],
  };
}

/** One peer with both selectors means both; in two it would mean either. */
export function peer({ namespace, labels }: Pick<Endpoint, "namespace" | "labels">): Peer {
  return {
    namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: namespace } },
    podSelector: { matchLabels: { ...labels } },
  };
}
