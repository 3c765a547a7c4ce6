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
    "spec",
    "!spec.containers[].image",
    "!spec.initContainers[].image",
    "!spec.activeDeadlineSeconds",
    "!spec.terminationGracePeriodSeconds",
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

export interface ReplaceOptions {
  readonly builtIn: boolean;
  readonly kind: string;
  /** The provider was told that data of ConfigMaps and Secrets may change in place. */
  readonly mutableData: boolean;
}

/** Whether a change at `path` needs another object. */
export function mustReplace(path: string, options: ReplaceOptions): boolean {
  const normal = path.replace(/\[\d+\]/g, "[]");
  if (matches(EVERY_KIND, normal)) return true;
  if (!options.builtIn) return false;
  if (options.mutableData && /^(data|binaryData|stringData)\b/.test(normal)) return false;
  const rules = RULES[options.kind] ?? [];
  const exceptions = rules.filter((rule) => rule.startsWith("!")).map((rule) => rule.slice(1));
  const replacing = rules.filter((rule) => !rule.startsWith("!"));
  return matches(replacing, normal) && !matches(exceptions, normal);
}

function matches(rules: readonly string[], path: string): boolean {
  return rules.some(
    (rule) => path === rule || (path.startsWith(rule) && /^[.[]/.test(path.slice(rule.length))),
  );
}
