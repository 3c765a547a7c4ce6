import { type ClusterAddress, rawGet } from "./rawGet";

/** What a look at the cluster found. */
export type Identity =
  | { readonly kind: "same" }
  | { readonly kind: "other"; readonly message: string }
  | { readonly kind: "unknown"; readonly message: string; readonly reason: string };

/** Compares the cluster behind the configured context with the recorded one; writes nothing. */
export function identify(address: ClusterAddress): Identity {
  const { context, kubeconfig, uid } = address;
  const found = readUid(address);
  if ("reason" in found) {
    return {
      kind: "unknown",
      message: `context '${context}' of ${kubeconfig} did not answer: ${found.reason}`,
      reason: found.reason,
    };
  }
  if (found.uid === uid) return { kind: "same" };
  return {
    kind: "other",
    message:
      `context '${context}' of ${kubeconfig} is another cluster than the one of this environment: ` +
      `its kube-system namespace has UID ${found.uid}, recorded is ${uid}`,
  };
}

function readUid(address: ClusterAddress): { uid: string } | { reason: string } {
  const answer = rawGet(address, "/api/v1/namespaces/kube-system");
  if ("reason" in answer) return answer;
  const namespace = JSON.parse(answer.text) as { readonly metadata: { readonly uid: string } };
  return { uid: namespace.metadata.uid };
}
