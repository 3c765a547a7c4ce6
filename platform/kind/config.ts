import { stringify } from "yaml";

export interface KindConfigInput {
  readonly clusterName: string;
  /** The node image, by tag or by digest. */
  readonly image: string;
  /** Folder of the host with kubeadm's patches. */
  readonly patchesDir: string;
  /** cgroup version of the host; Kubernetes 1.35 and later refuse version 1 unless told. */
  readonly cgroupVersion: 1 | 2;
}

export const PATCHES_IN_NODE = "/kind/kubeadm-patches";

/**
 * containerd reads the CPU time of every container each second, of which it makes a rate that nobody here asks for.
 * On the machine of the figures that took 0.1 of a core, a quarter of what the whole cluster took at rest, and every
 * measurement ran beside it. The kubelet asks for sums, every 10 s.
 */
const CONTAINERD_PATCH = `[plugins."io.containerd.cri.v1.runtime"]
  stats_collect_period = "10s"
`;

/** The kind configuration: the same for kind's own node image and for the one made here. */
export function kindConfig(input: KindConfigInput): string {
  return stringify({
    kind: "Cluster",
    apiVersion: "kind.x-k8s.io/v1alpha4",
    name: input.clusterName,
    containerdConfigPatches: [CONTAINERD_PATCH],
    nodes: [
      {
        role: "control-plane",
        image: input.image,
        extraMounts: [
          { hostPath: input.patchesDir, containerPath: PATCHES_IN_NODE, readOnly: true },
        ],
        kubeadmConfigPatches: [
          stringify(initPatch()),
          stringify(clusterPatch()),
          stringify(kubeletPatch(input.cgroupVersion)),
        ],
      },
    ],
  });
}

function initPatch(): object {
  return { kind: "InitConfiguration", patches: { directory: PATCHES_IN_NODE } };
}

function clusterPatch(): object {
  const extraArgs = {
    // kind's own entry, which a patched list would lose.
    "enable-hostpath-provisioner": "true",
    // A range for each node of the size that maxPods asks for.
    "node-cidr-mask-size": "22",
  };
  return {
    kind: "ClusterConfiguration",
    controllerManager: {
      extraArgs: Object.entries(extraArgs).map(([name, value]) => ({ name, value })),
    },
  };
}

function kubeletPatch(cgroupVersion: 1 | 2): object {
  return {
    kind: "KubeletConfiguration",
    // A Guaranteed pod with whole CPUs gets cores of its own.
    cpuManagerPolicy: "static",
    systemReserved: { cpu: "50m" },
    maxPods: 1000,
    // The only unsafe one in use; Pod Security keeps it out of restricted namespaces.
    allowedUnsafeSysctls: ["net.core.somaxconn"],
    ...(cgroupVersion === 1 ? { failCgroupV1: false } : {}),
  };
}
