import { parse } from "yaml";
import { metricsServerManifests } from "../../../platform/addons/metricsServerManifests";
import {
  CONTROL_PLANE_MILLICORES,
  controlPlanePatches,
} from "../../../platform/kind/controlPlanePatches";

interface Requests {
  readonly resources: { readonly requests: { readonly cpu: string } };
}

/** Sums what every container inside a document asks for. */
function millicores(document: unknown): number {
  if (typeof document !== "object" || document === null) return 0;
  const own = (document as Partial<Requests>).resources?.requests?.cpu ?? "0m";
  const inner = Object.values(document).map(millicores);
  return inner.reduce((sum, each) => sum + each, Number(own.replace(/m$/, "")));
}

const patches = controlPlanePatches();

describe("controlPlanePatches", () => {
  it("has a file for each part of the control plane, named as kubeadm wants", () => {
    expect(Object.keys(patches).sort()).toEqual([
      "corednsdeployment+strategic.yaml",
      "etcd+strategic.yaml",
      "kube-apiserver+strategic.yaml",
      "kube-controller-manager+strategic.yaml",
      "kube-scheduler+strategic.yaml",
    ]);
  });

  it("asks for what it says it asks for", () => {
    const documents = Object.values(patches).map((text) => parse(text) as unknown);

    expect(documents.map(millicores).reduce((sum, each) => sum + each, 0)).toBe(
      CONTROL_PLANE_MILLICORES,
    );
  });

  it("stays within 200m together with metrics-server, which asks for 20m at most", () => {
    const metricsServer = millicores(metricsServerManifests("image"));

    expect(metricsServer).toBeGreaterThan(0);
    expect(metricsServer).toBeLessThanOrEqual(20);
    expect(CONTROL_PLANE_MILLICORES + metricsServer).toBeLessThanOrEqual(200);
  });

  it("runs one name server only", () => {
    expect(parse(patches["corednsdeployment+strategic.yaml"] ?? "")).toMatchObject({
      spec: { replicas: 1 },
    });
  });
});
