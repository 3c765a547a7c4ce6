import type { Network, Pod } from "./networkModel";
import type { Manifest } from "./render";

/** Kubernetes puts it on every namespace. */
const NAMESPACE_NAME = "kubernetes.io/metadata.name";

/** The pods of manifests, one of each workload, and what governs their calls. */
export function networkOf(manifests: readonly Manifest[], others: readonly Pod[]): Network {
  const pods = [...manifests.flatMap(podOf), ...others];
  const labels = new Map(
    manifests
      .filter(({ kind }) => kind === "Namespace")
      .map(({ metadata }) => [metadata.name, metadata.labels]),
  );
  return {
    pods,
    namespaces: Object.fromEntries(
      pods.map(({ namespace }) => [
        namespace,
        { ...labels.get(namespace), [NAMESPACE_NAME]: namespace },
      ]),
    ),
    policies: manifests.filter(({ kind }) => kind === "NetworkPolicy"),
  };
}

interface Workload {
  readonly template?: { readonly metadata?: { readonly labels?: Pod["labels"] } };
}

function podOf({ metadata, spec }: Manifest): Pod[] {
  const { template } = (spec ?? {}) as Workload;
  if (template === undefined) return [];
  const { name, namespace = "default" } = metadata;
  return [{ name, namespace, labels: template.metadata?.labels ?? {} }];
}
