import { metricsServerManifests } from "../../../platform/addons/metricsServerManifests";

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: unknown;
}

const manifests = metricsServerManifests("some/image:1") as readonly Manifest[];
const only = (kind: string): Manifest | undefined => manifests.find((each) => each.kind === kind);

describe("metricsServerManifests", () => {
  it("runs the given image, which the node may already have", () => {
    expect(only("Deployment")).toMatchObject({
      spec: {
        template: {
          spec: { containers: [{ image: "some/image:1", imagePullPolicy: "IfNotPresent" }] },
        },
      },
    });
  });

  it("serves the metrics API by a service of that name and place", () => {
    const service = only("Service")?.metadata;

    expect(only("APIService")).toMatchObject({
      spec: { group: "metrics.k8s.io", service: { name: service?.name, namespace: "kube-system" } },
    });
  });

  it("names no object twice", () => {
    const names = manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`);

    expect(new Set(names).size).toBe(names.length);
  });
});
