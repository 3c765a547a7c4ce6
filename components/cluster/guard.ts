import { spawnSync } from "node:child_process";
import type { Config } from "../config/parse";

export type ClusterAddress = Config["cluster"];

/** What a look at the cluster found. */
export type Identity =
  | { readonly kind: "same" }
  | { readonly kind: "other"; readonly message: string }
  | { readonly kind: "unknown"; readonly message: string };

/** Compares the cluster behind the configured context with the recorded one; writes nothing. */
export function identify(address: ClusterAddress): Identity {
  const { context, kubeconfig, uid } = address;
  const found = readUid(address);
  if ("reason" in found) {
    return {
      kind: "unknown",
      message: `context '${context}' of ${kubeconfig} did not answer: ${found.reason}`,
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

/**
 * One kubectl and one request without API discovery cost about a tenth of a second; a client
 * library would cost more only to be loaded.
 */
function readUid({ context, kubeconfig }: ClusterAddress): { uid: string } | { reason: string } {
  const { status, stdout, stderr, error } = spawnSync(
    "kubectl",
    [
      `--kubeconfig=${kubeconfig}`,
      `--context=${context}`,
      "--request-timeout=10s",
      "get",
      "--raw=/api/v1/namespaces/kube-system",
    ],
    { encoding: "utf8", timeout: 15_000 },
  );
  if (error !== undefined) return { reason: `kubectl could not run (${error.message})` };
  if (status !== 0) {
    return { reason: stderr.trim().split("\n").at(-1) || `kubectl ended with code ${status}` };
  }
  const namespace = JSON.parse(stdout) as { readonly metadata: { readonly uid: string } };
  return { uid: namespace.metadata.uid };
}
