import { type JsonObject, asText } from "../protocol/values";

/** What must be known of a kind to reach its objects. */
export interface Kind {
  /** `apps/v1`, or `v1` for the core group. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

const CLUSTER_WIDE = ["Namespace", "ClusterRole", "ClusterRoleBinding", "PriorityClass"];

/** The closed list: what the project's own stacks use. Other built-in kinds are refused. */
const BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  v1: [
    "Namespace",
    "Service",
    "ServiceAccount",
    "ConfigMap",
    "Secret",
    "Pod",
    "PersistentVolumeClaim",
    "ResourceQuota",
    "LimitRange",
  ],
  "apps/v1": ["Deployment", "StatefulSet", "DaemonSet"],
  "batch/v1": ["Job", "CronJob"],
  "autoscaling/v2": ["HorizontalPodAutoscaler"],
  "policy/v1": ["PodDisruptionBudget"],
  "networking.k8s.io/v1": ["NetworkPolicy", "Ingress"],
  "rbac.authorization.k8s.io/v1": ["Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"],
  "scheduling.k8s.io/v1": ["PriorityClass"],
  "coordination.k8s.io/v1": ["Lease"],
};

/** Groups that Kubernetes itself serves, and the SDK's helpers that are no objects at all. */
const NOT_CUSTOM = new Set([
  ...["", "core", "apps", "batch", "autoscaling", "policy", "extensions", "meta"],
  ...["admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io"],
  ...["auditregistration.k8s.io", "authentication.k8s.io", "authorization.k8s.io"],
  ...["certificates.k8s.io", "coordination.k8s.io", "discovery.k8s.io", "events.k8s.io"],
  ...["flowcontrol.apiserver.k8s.io", "internal.apiserver.k8s.io", "networking.k8s.io"],
  ...["node.k8s.io", "rbac.authorization.k8s.io", "resource.k8s.io", "scheduling.k8s.io"],
  ...["storage.k8s.io", "storagemigration.k8s.io", "helm.sh", "kustomize", "yaml"],
]);

/** The kind named by a resource type, or `undefined` where only the cluster can tell (custom kinds). */
export function builtInKind(apiVersion: string, kind: string): Kind | undefined {
  if (BUILT_IN[apiVersion]?.includes(kind) !== true) return undefined;
  return { apiVersion, kind, plural: pluralOf(kind), namespaced: !CLUSTER_WIDE.includes(kind) };
}

/** Why a resource type cannot be served, or `undefined` when it can. */
export function refusal(type: string): string | undefined {
  const [, version = "", kind = ""] = type.split(":");
  const apiVersion = version.replace(/^core\//, "");
  if (builtInKind(apiVersion, kind) !== undefined) return undefined;
  if (!NOT_CUSTOM.has(groupOf(apiVersion)) && kind !== "") return undefined;
  return (
    `the stand-in for the Kubernetes plugin does not know the kind ${type}. ` +
    `It serves ${Object.values(BUILT_IN).flat().join(", ")} and custom resources. ` +
    "Use one of these, or install the official plugin: pulumi plugin install resource kubernetes"
  );
}

export function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}

/** Where the objects of a kind live, with the name of one, or without for the collection. */
export function pathOf(kind: Kind, namespace: string, name?: string): string {
  const root = kind.apiVersion.includes("/") ? `/apis/${kind.apiVersion}` : "/api/v1";
  const space = kind.namespaced ? `/namespaces/${encodeURIComponent(namespace)}` : "";
  const item = name === undefined ? "" : `/${encodeURIComponent(name)}`;
  return `${root}${space}/${kind.plural}${item}`;
}

/** The kind of a custom resource, from the cluster's own list of that group and version. */
export function kindFromDiscovery(
  list: JsonObject,
  apiVersion: string,
  kind: string,
): Kind | undefined {
  const resources = (list["resources"] ?? []) as JsonObject[];
  const found = resources.find(
    (item) => item["kind"] === kind && !asText(item["name"]).includes("/"),
  );
  if (found === undefined) return undefined;
  return {
    apiVersion,
    kind,
    plural: asText(found["name"]),
    namespaced: found["namespaced"] === true,
  };
}

function pluralOf(kind: string): string {
  const lower = kind.toLowerCase();
  if (lower.endsWith("y")) return `${lower.slice(0, -1)}ies`;
  return lower.endsWith("s") ? `${lower}es` : `${lower}s`;
}
