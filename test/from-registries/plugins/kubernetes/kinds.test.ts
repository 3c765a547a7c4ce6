import {
  builtInKind,
  kindFromDiscovery,
  pathOf,
  refusal,
} from "../../../../from-registries/plugins/kubernetes/kinds";

describe("kinds", () => {
  test.each([
    ["v1", "Namespace", "/api/v1/namespaces/x"],
    ["v1", "ConfigMap", "/api/v1/namespaces/shop/configmaps/x"],
    [
      "networking.k8s.io/v1",
      "NetworkPolicy",
      "/apis/networking.k8s.io/v1/namespaces/shop/networkpolicies/x",
    ],
    ["networking.k8s.io/v1", "Ingress", "/apis/networking.k8s.io/v1/namespaces/shop/ingresses/x"],
    ["scheduling.k8s.io/v1", "PriorityClass", "/apis/scheduling.k8s.io/v1/priorityclasses/x"],
  ])("%s %s lives at %s", (apiVersion, kind, path) => {
    const known = builtInKind(apiVersion, kind);

    expect(known && pathOf(known, "shop", "x")).toBe(path);
  });

  test.each([
    "kubernetes:core/v1:Service",
    "kubernetes:apps/v1:Deployment",
    "kubernetes:networking.istio.io/v1:Gateway",
    "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
  ])("%s is served", (type) => expect(refusal(type)).toBeUndefined());

  test.each([
    "kubernetes:core/v1:PersistentVolume",
    "kubernetes:apps/v1:ReplicaSet",
    "kubernetes:yaml:ConfigFile",
    "kubernetes:storage.k8s.io/v1:StorageClass",
  ])("%s is refused, naming it and the way out", (type) => {
    expect(refusal(type)).toContain(type);
    expect(refusal(type)).toContain("install the official plugin");
  });

  test("a custom kind is found in the cluster's list, its subresources passed over", () => {
    const resources = [
      { name: "things/status", kind: "Thing", namespaced: true },
      { name: "things", kind: "Thing", namespaced: true },
    ];

    expect(kindFromDiscovery({ resources }, "a/v1", "Thing")).toMatchObject({
      plural: "things",
      namespaced: true,
    });
    expect(kindFromDiscovery({ resources }, "a/v1", "Other")).toBeUndefined();
  });
});
