/**
 * Every kind of Kubernetes whose manifests are checked, as `apiVersion Kind`. `npm run schemas` makes a schema of each.
 */
export const KINDS = [
  "apps/v1 DaemonSet",
  "apps/v1 Deployment",
  "apps/v1 StatefulSet",
  "autoscaling/v2 HorizontalPodAutoscaler",
  "batch/v1 Job",
  "networking.k8s.io/v1 NetworkPolicy",
  "policy/v1 PodDisruptionBudget",
  "rbac.authorization.k8s.io/v1 ClusterRole",
  "rbac.authorization.k8s.io/v1 ClusterRoleBinding",
  "rbac.authorization.k8s.io/v1 Role",
  "rbac.authorization.k8s.io/v1 RoleBinding",
  "v1 ConfigMap",
  "v1 Namespace",
  "v1 Secret",
  "v1 Service",
  "v1 ServiceAccount",
] as const;

/** Kinds of operators, which no Kubernetes knows by itself. */
export const CUSTOM_KINDS = ["postgresql.cnpg.io/v1 Cluster"] as const;
