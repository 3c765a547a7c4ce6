import { parse } from "yaml";
import { kindConfig } from "../../../platform/kind/config";

interface Config {
  readonly name: string;
  readonly containerdConfigPatches: readonly string[];
  readonly nodes: readonly {
    readonly image: string;
    readonly extraMounts: readonly { readonly hostPath: string; readonly containerPath: string }[];
    readonly kubeadmConfigPatches: readonly string[];
  }[];
}

const config = (cgroupVersion: 1 | 2): Config =>
  parse(
    kindConfig({
      clusterName: "some",
      image: "kindest/node:v9",
      patchesDir: "/state/patches",
      cgroupVersion,
    }),
  ) as Config;

const patch = (kind: string, cgroupVersion: 1 | 2 = 2): unknown =>
  config(cgroupVersion)
    .nodes[0]?.kubeadmConfigPatches.map((text) => parse(text) as { kind: string })
    .find((each) => each.kind === kind);

describe("kindConfig", () => {
  it("is one node of the given image under the given name", () => {
    const { name, nodes } = config(2);

    expect(name).toBe("some");
    expect(nodes.map(({ image }) => image)).toEqual(["kindest/node:v9"]);
  });

  it("has containerd read CPU times as often as the kubelet asks for them", () => {
    const { containerdConfigPatches: patches } = config(2);

    expect(patches).toHaveLength(1);
    expect(patches[0]).toMatch(
      /^\[plugins\."io\.containerd\.cri\.v1\.runtime"\]\n +stats_collect_period = "10s"\n$/,
    );
  });

  it("gives Guaranteed pods cores of their own, and reserves little", () => {
    expect(patch("KubeletConfiguration")).toEqual({
      kind: "KubeletConfiguration",
      cpuManagerPolicy: "static",
      systemReserved: { cpu: "50m" },
      maxPods: 1000,
      allowedUnsafeSysctls: ["net.core.somaxconn"],
    });
  });

  it("lets kubelet run on cgroup v1, only when the host has it", () => {
    expect(patch("KubeletConfiguration", 1)).toMatchObject({ failCgroupV1: false });
    expect(patch("KubeletConfiguration", 2)).not.toHaveProperty("failCgroupV1");
  });

  it("gives a node addresses for 1,000 pods and keeps kind's own argument", () => {
    expect(patch("ClusterConfiguration")).toMatchObject({
      controllerManager: {
        extraArgs: [
          { name: "enable-hostpath-provisioner", value: "true" },
          { name: "node-cidr-mask-size", value: "22" },
        ],
      },
    });
  });

  it("mounts the patches where kubeadm is told to look for them", () => {
    const mount = config(2).nodes[0]?.extraMounts[0];

    expect(mount?.hostPath).toBe("/state/patches");
    expect(patch("InitConfiguration")).toMatchObject({
      patches: { directory: mount?.containerPath },
    });
  });
});
