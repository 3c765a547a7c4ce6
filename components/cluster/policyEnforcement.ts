import { type ClusterAddress, type RawAnswer, rawGetAside } from "./rawGet";

/**
 * DaemonSets of networks that enforce policies as they come. kind's own `kindnet` does from kind 0.24 on.
 * Where it takes a setting besides, as in AWS, nothing tells from outside.
 */
const ENFORCERS: readonly string[] = [
  "anetd",
  "antrea-agent",
  "azure-npm",
  "calico-node",
  "canal",
  "cilium",
  "kindnet",
  "kube-network-policies",
  "kube-router",
  "ovnkube-node",
  "weave-net",
];

interface List {
  readonly items: readonly { readonly metadata: { readonly name: string } }[];
}

/** Asks a cluster what {@link enforcementDoubt} judges. Costs one request. */
export function askDaemonSets(address: ClusterAddress): Promise<RawAnswer> {
  return rawGetAside(address, "/apis/apps/v1/daemonsets");
}

/**
 * Why the policies of namespaces may mean nothing in a cluster; `undefined` where a network is there that
 * is known to enforce them.
 *
 * @param answer Of {@link askDaemonSets}.
 */
export function enforcementDoubt(
  answer: RawAnswer,
  namespaces: readonly string[],
): string | undefined {
  if ("text" in answer) {
    const { items } = JSON.parse(answer.text) as List;
    if (items.some(({ metadata }) => ENFORCERS.includes(metadata.name))) return undefined;
  }
  const found =
    "text" in answer
      ? "this cluster runs no network that is known to enforce network policies"
      : `whether this cluster enforces network policies could not be seen (${answer.reason})`;
  const closed = namespaces.map((name) => `'${name}'`).join(", ");
  return (
    `${found}: those of ${closed} may be there and mean nothing, so any pod may call theirs. ` +
    `Known are ${ENFORCERS.join(", ")}`
  );
}
