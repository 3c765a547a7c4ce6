import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy";
import type * as k8s from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import { commonLabels } from "../workloads/labels";
import { dnsRule, type Endpoint, peer } from "../workloads/networkPolicy";
import { POSTGRES_PORT } from "./databasePod";

/** Where the operator's manifests and its chart put it, and what its pod wears. */
export const OPERATOR = {
  namespace: "cnpg-system",
  labels: { "app.kubernetes.io/name": "cloudnative-pg" },
} as const;

/** Where each pod tells the operator, and the kubelet, how it is. */
const STATUS_PORT = 8000;
/** Of the API server: its Service's, and the one behind it on most clusters. */
const API_PORTS = [443, 6443] as const;

/**
 * What the pods of a Cluster need in a closed namespace besides their clients: one another, the
 * operator, and the API server, which hands over the Cluster to each of them. No label names the API
 * server, so its ports are open wherever they lead.
 *
 * @see https://cloudnative-pg.io/documentation/current/networking
 */
export function createOperatorPolicy(
  parent: pulumi.Resource,
  name: string,
  pods: Pick<Endpoint, "namespace" | "labels">,
): NetworkPolicy {
  const metadata = {
    name: `${name}-operator`,
    namespace: pods.namespace,
    labels: commonLabels(name),
  };
  return new NetworkPolicy(`${name}-operator`, { metadata, spec: specOf(pods) }, { parent });
}

function specOf(pods: Pick<Endpoint, "namespace" | "labels">): k8s.networking.v1.NetworkPolicySpec {
  const own = [POSTGRES_PORT, STATUS_PORT].map(tcp);
  return {
    podSelector: { matchLabels: { ...pods.labels } },
    policyTypes: ["Ingress", "Egress"],
    ingress: [{ from: [peer(pods), peer(OPERATOR)], ports: own }],
    egress: [dnsRule(), { to: [peer(pods)], ports: own }, { ports: API_PORTS.map(tcp) }],
  };
}

function tcp(port: number): k8s.networking.v1.NetworkPolicyPort {
  return { protocol: "TCP", port };
}
