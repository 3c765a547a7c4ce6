import { mustReplace } from "../../../../from-registries/plugins/kubernetes/replaceTable";

const replaces = (kind: string, path: string, mutableData = false) =>
  mustReplace(path, { builtIn: true, kind, mutableData });

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
    expect(replaces(kind, path)).toBe(true);
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
    expect(replaces(kind, path)).toBe(false);
  });

  test("lets data change in place where the provider says so, but not a Secret's type", () => {
    expect(replaces("Secret", "data.a", true)).toBe(false);
    expect(replaces("Secret", "type", true)).toBe(true);
  });

  test("knows nothing of a custom kind but its name, whatever the kind is called", () => {
    const custom = { builtIn: false, kind: "Job", mutableData: false };

    expect(mustReplace("spec.template", custom)).toBe(false);
    expect(mustReplace("metadata.name", custom)).toBe(true);
  });
});
