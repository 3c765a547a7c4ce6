import { stringify } from "yaml";

/** CPU requests in millicores. With 20m of metrics-server they stay within 200m. */
const staticPods = {
  "kube-apiserver": 60,
  "kube-controller-manager": 30,
  "kube-scheduler": 20,
  etcd: 50,
} as const;
const CORE_DNS = 20;

/** What the control plane asks for in all, in millicores of CPU. */
export const CONTROL_PLANE_MILLICORES =
  Object.values(staticPods).reduce((sum, millicores) => sum + millicores, 0) + CORE_DNS;

/**
 * kubeadm's patches, by file name. Its own requests, about 950m, leave no whole core on a machine
 * of two.
 */
export function controlPlanePatches(): Readonly<Record<string, string>> {
  const patches: Record<string, string> = { "corednsdeployment+strategic.yaml": coreDns() };
  for (const [name, millicores] of Object.entries(staticPods)) {
    patches[`${name}+strategic.yaml`] = stringify({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name, namespace: "kube-system" },
      spec: { containers: [container(name, millicores)] },
    });
  }
  return patches;
}

function coreDns(): string {
  return stringify({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "coredns", namespace: "kube-system" },
    spec: {
      replicas: 1,
      template: { spec: { containers: [container("coredns", CORE_DNS)] } },
    },
  });
}

function container(name: string, millicores: number): object {
  return { name, resources: { requests: { cpu: `${millicores}m` } } };
}
