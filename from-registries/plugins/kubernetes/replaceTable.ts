/**
 * Fields that cannot change on a living object. `spec.template` stands for itself and all below;
 * `[]` for any index; a rule that starts with `!` takes fields out again.
 */
const RULES: Readonly<Record<string, readonly string[]>> = {
  ConfigMap: ["data", "binaryData"],
  Secret: ["data", "stringData", "type"],
  Service: ["spec.clusterIP"],
  PersistentVolumeClaim: [
    ...["spec.storageClassName", "spec.accessModes", "spec.volumeName", "spec.volumeMode"],
    ...["spec.selector", "spec.dataSource", "spec.dataSourceRef"],
  ],
  Pod: [
    ...["spec", "!spec.containers[].image", "!spec.initContainers[].image"],
    ...["!spec.activeDeadlineSeconds", "!spec.terminationGracePeriodSeconds"],
  ],
  Deployment: ["spec.selector"],
  DaemonSet: ["spec.selector"],
  StatefulSet: [
    ...["spec.selector", "spec.serviceName", "spec.volumeClaimTemplates"],
    "spec.podManagementPolicy",
  ],
  Job: [
    ...["spec.template", "spec.selector", "spec.completions", "spec.completionMode"],
    ...["spec.podFailurePolicy", "spec.successPolicy", "spec.backoffLimitPerIndex"],
    ...["spec.managedBy", "spec.podReplacementPolicy"],
  ],
  RoleBinding: ["roleRef"],
  ClusterRoleBinding: ["roleRef"],
  PriorityClass: ["value", "preemptionPolicy"],
};
const EVERY_KIND = ["metadata.name", "metadata.namespace"];

/**
 * Whether a change at `path` needs another object.
 *
 * @param kind Of a built-in object; of a custom one nothing is known but that its name stays.
 */
export function mustReplace(path: string, kind?: string): boolean {
  const rules = [...EVERY_KIND, ...(RULES[kind ?? ""] ?? [])];
  const normal = path.replace(/\[\d+\]/g, "[]");
  const isUnder = (rule: string): boolean =>
    normal === rule || (normal.startsWith(rule) && /^[.[]/.test(normal.slice(rule.length)));
  const isException = rules.some((rule) => rule.startsWith("!") && isUnder(rule.slice(1)));
  return rules.some(isUnder) && !isException;
}
