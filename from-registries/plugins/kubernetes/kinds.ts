import { type JsonObject, asText } from "../protocol/values";

/** What must be known of a kind to reach its objects. */
export interface Kind {
  /** `apps/v1`, or `v1` for the core group. */
  readonly apiVersion: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

const CLUSTER_WIDE = words("Namespace ClusterRole ClusterRoleBinding PriorityClass");

/** The closed list: what the project's own stacks use. Other built-in kinds are refused. */
const BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  v1: [
    ...words("Namespace Service ServiceAccount ConfigMap Secret Pod PersistentVolumeClaim"),
    ...words("ResourceQuota LimitRange"),
  ],
  "apps/v1": words("Deployment StatefulSet DaemonSet"),
  "batch/v1": words("Job CronJob"),
  "autoscaling/v2": words("HorizontalPodAutoscaler"),
  "policy/v1": words("PodDisruptionBudget"),
  "networking.k8s.io/v1": words("NetworkPolicy Ingress"),
  "rbac.authorization.k8s.io/v1": words("Role RoleBinding ClusterRole ClusterRoleBinding"),
  "scheduling.k8s.io/v1": words("PriorityClass"),
  "coordination.k8s.io/v1": words("Lease"),
};

/** Groups that Kubernetes itself serves, and the SDK's helpers that are no objects at all. */
const NOT_CUSTOM = new Set([
  ...["", ...words("core apps batch autoscaling policy extensions meta helm.sh kustomize yaml")],
  ...words("admissionregistration.k8s.io apiextensions.k8s.io apiregistration.k8s.io"),
  ...words("auditregistration.k8s.io authentication.k8s.io authorization.k8s.io"),
  ...words("certificates.k8s.io coordination.k8s.io discovery.k8s.io events.k8s.io"),
  ...words("flowcontrol.apiserver.k8s.io internal.apiserver.k8s.io networking.k8s.io"),
  ...words("node.k8s.io rbac.authorization.k8s.io resource.k8s.io scheduling.k8s.io"),
  ...words("storage.k8s.io storagemigration.k8s.io"),
]);

/** The kind named by a resource type, or `undefined` where only the cluster can tell (custom kinds). */
export function builtInKind(apiVersion: string, kind: string): Kind | undefined {
  if (BUILT_IN[apiVersion]?.includes(kind) !== true) return undefined;
  return { apiVersion, plural: pluralOf(kind), namespaced: !CLUSTER_WIDE.includes(kind) };
}

/** What a resource type such as `kubernetes:core/v1:Pod` names. */
export function manifestOfType(type: string): { apiVersion: string; kind: string } {
  const [, version = "", kind = ""] = type.split(":");
  return { apiVersion: version.replace(/^core\//, ""), kind };
}

/** Why a resource type cannot be served, or `undefined` when it can. */
export function refusal(type: string): string | undefined {
  const { apiVersion, kind } = manifestOfType(type);
  if (builtInKind(apiVersion, kind) !== undefined) return undefined;
  const group = apiVersion.includes("/") ? apiVersion.split("/")[0] : "";
  if (!NOT_CUSTOM.has(group ?? "") && kind !== "") return undefined;
  return (
    `the stand-in for the Kubernetes plugin does not know the kind ${type}. ` +
    `It serves ${Object.values(BUILT_IN).flat().join(", ")} and custom resources. ` +
    "Use one of these, or install the official plugin: pulumi plugin install resource kubernetes"
  );
}

/** Where an object of this kind lives; the part before the last `/` is the collection. */
export function pathOf(kind: Kind, namespace: string, name: string): string {
  const root = kind.apiVersion.includes("/") ? `/apis/${kind.apiVersion}` : "/api/v1";
  const space = kind.namespaced ? `/namespaces/${encodeURIComponent(namespace)}` : "";
  return `${root}${space}/${kind.plural}/${encodeURIComponent(name)}`;
}

/** The kind of a custom resource, from the cluster's own list of that group and version. */
export function kindFromDiscovery(
  list: JsonObject,
  apiVersion: string,
  kind: string,
): Kind | undefined {
  const resources = (list["resources"] ?? []) as JsonObject[];
  const isMeant = (item: JsonObject): boolean =>
    item["kind"] === kind && !asText(item["name"]).includes("/"); // That would be a subresource.
  const found = resources.find(isMeant);
  if (found === undefined) return undefined;
  return { apiVersion, plural: asText(found["name"]), namespaced: found["namespaced"] === true };
}

function pluralOf(kind: string): string {
  const lower = kind.toLowerCase();
  if (lower.endsWith("y")) return `${lower.slice(0, -1)}ies`;
  return lower.endsWith("s") ? `${lower}es` : `${lower}s`;
}

function words(text: string): string[] {
  return text.split(" ");
}
