import { mustReplace } from "../../../../from-registries/plugins/kubernetes/replaceTable";

describe("mustReplace", () => {
  test.each([
    ["ConfigMap", "data.a"],
    ["ConfigMap", 'data["a.properties"]'],
    ["Secret", "type"],
    ["Deployment", "spec.selector.matchLabels.app"],
    ["DaemonSet", "spec.selector"],
    ["StatefulSet", "spec.volumeClaimTemplates[0].spec.resources.requests.storage"],
    ["Job", "spec.template.spec.containers[0].image"],
    ["Pod", "spec.containers[1].command[0]"],
    ["RoleBinding", "roleRef.name"],
    ["PersistentVolumeClaim", "spec.storageClassName"],
    ["Service", "spec.clusterIP"],
    ["Lease", "metadata.name"],
    ["Lease", "metadata.namespace"],
  ])("is true for %s %s", (kind, path) => {
    expect(mustReplace(path, kind)).toBe(true);
  });

  test.each([
    ["Deployment", "spec.template.spec.containers[0].image"],
    ["Deployment", "spec.selectorOfAnotherName"],
    ["StatefulSet", "spec.replicas"],
    ["Pod", "spec.containers[0].image"],
    ["Pod", "metadata.labels.a"],
    ["Job", "spec.ttlSecondsAfterFinished"],
    ["Service", "spec.clusterIPs"],
    ["Service", "spec.ports[0].port"],
    ["RoleBinding", "subjects[0].name"],
    ["PersistentVolumeClaim", "spec.resources.requests.storage"],
  ])("is false for %s %s", (kind, path) => {
    expect(mustReplace(path, kind)).toBe(false);
  });

  test("knows nothing of a custom kind but its name", () => {
    expect(mustReplace("spec.template")).toBe(false);
    expect(mustReplace("metadata.name")).toBe(true);
  });
});
