import { readFileSync } from "node:fs";
import { join } from "node:path";
import versions from "../../versions.json";
import { debianBookworm } from "./debian";
import type { DockerfileRecipe } from "./recipe";
import { controlPlaneImages, storageImages } from "./singlePrograms";

const FILES = [
  "entrypoint.sh",
  "containerd.toml",
  "network.conflist",
  "containerd.service",
  "import-images.service",
  "kubelet.service",
  "kubelet-cgroups.sh",
  "sysctl.conf",
  "default-cni.yaml",
  "default-storage.yaml",
];

const VALUES: Readonly<Record<string, string>> = {
  "@pause@": versions.pause,
  "@provisioner@": storageImages.provisioner,
  "@helper@": storageImages.helper,
};

const PACKAGES =
  "ca-certificates conntrack ethtool iproute2 iptables kmod mount procps runc socat systemd systemd-sysv util-linux";

/** A machine in a container, of the same Kubernetes version as kind's own and used the same way. */
export const kindNodeImage: DockerfileRecipe = {
  kind: "dockerfile",
  name: `kindest/node:v${versions.kubernetes}`,
  seconds: 60,
  bases: [debianBookworm.name],
  goModules: ["kubernetes", "containerd", "cni"],
  carries: controlPlaneImages.map((image) => image.name),
  files: Object.fromEntries(FILES.map((file) => [file, nodeFile(file)])),
  dockerfile: `FROM ${debianBookworm.name}
RUN apt-get update -q \\
 && apt-get install -qy --no-install-recommends ${PACKAGES} \\
 && rm -rf /var/lib/apt/lists/* \\
 && find /lib/systemd/system/sysinit.target.wants /lib/systemd/system/multi-user.target.wants \\
    -name 'systemd-udev*' -delete -o -name 'getty*' -delete -o -name 'systemd-modules-load*' -delete \\
 && systemctl mask getty.target console-getty.service systemd-logind.service
COPY programs/bridge programs/host-local programs/loopback programs/portmap programs/ptp /opt/cni/bin/
COPY programs/containerd programs/containerd-shim-runc-v2 programs/ctr /usr/local/bin/
COPY programs/kubeadm programs/kubectl programs/kubelet /usr/bin/
COPY carried.tar /kind/images.tar
COPY entrypoint.sh /usr/local/bin/entrypoint
COPY containerd.toml /etc/containerd/config.toml
COPY sysctl.conf /etc/sysctl.d/50-node.conf
COPY network.conflist kubelet-cgroups.sh /kind/
COPY default-cni.yaml default-storage.yaml /kind/manifests/
COPY containerd.service import-images.service kubelet.service /etc/systemd/system/
RUN echo -n v${versions.kubernetes} > /kind/version \\
 && mkdir -p /etc/kubernetes/manifests /etc/cni/net.d \\
 && systemctl enable containerd.service import-images.service kubelet.service
ENV container=docker
STOPSIGNAL SIGRTMIN+3
ENTRYPOINT ["/usr/local/bin/entrypoint", "/sbin/init"]
`,
};

function nodeFile(name: string): string {
  const text = readFileSync(join(__dirname, "kindNode", name), "utf8");
  return text.replace(/@\w+@/g, (key) => VALUES[key] ?? key);
}
