import versions from "../../versions.json";
import { debianTrixie } from "./debian";
import { type DockerfileRecipe, STAGE_LABEL } from "./recipe";

const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const CA = "/etc/ssl/certs/ca-certificates.crt";

function singleProgram(
  name: string,
  goModule: string,
  program: string,
  more: Partial<DockerfileRecipe> & { readonly then?: string } = {},
): DockerfileRecipe {
  const { then = `ENTRYPOINT ["/usr/local/bin/${program}"]\n`, ...rest } = more;
  return {
    kind: "dockerfile",
    name,
    seconds: 3,
    goModules: [goModule],
    dockerfile: `FROM scratch
COPY programs/${program} /usr/local/bin/${program}
ENV PATH=${PATH} SSL_CERT_FILE=${CA}
${then}`,
    ...rest,
  };
}

const kubernetes = (program: string): DockerfileRecipe =>
  singleProgram(`registry.k8s.io/${program}:v${versions.kubernetes}`, "kubernetes", program, {
    intermediate: true,
  });

/** kube-proxy must speak the same iptables dialect as the node, which kubelet has used before. */
const kubeProxy: DockerfileRecipe = {
  kind: "dockerfile",
  name: `registry.k8s.io/kube-proxy:v${versions.kubernetes}`,
  seconds: 15,
  bases: [debianTrixie.name],
  goModules: ["kubernetes"],
  intermediate: true,
  files: {
    "kube-proxy": `#!/bin/sh
set -eu
mode=legacy
if iptables-nft-save -t mangle 2>/dev/null | grep -qE 'KUBE-(IPTABLES-HINT|KUBELET-CANARY)'; then
  mode=nft
fi
for family in iptables ip6tables; do
  update-alternatives --set "$family" "/usr/sbin/$family-$mode" >/dev/null
done
exec /usr/local/lib/kube-proxy "$@"
`,
  },
  dockerfile: `FROM ${debianTrixie.name}
RUN apt-get update -q \\
 && apt-get install -qy --no-install-recommends conntrack ipset iptables kmod \\
 && rm -rf /var/lib/apt/lists/*
COPY programs/kube-proxy /usr/local/lib/kube-proxy
COPY kube-proxy /usr/local/bin/kube-proxy
`,
};

/** The container that holds a pod's namespaces: it only waits and reaps. */
const pause: DockerfileRecipe = {
  kind: "dockerfile",
  name: `registry.k8s.io/pause:${versions.pause}`,
  seconds: 10,
  bases: [debianTrixie.name],
  intermediate: true,
  dockerfile: `FROM ${debianTrixie.name} AS packages
LABEL ${STAGE_LABEL}
RUN apt-get update -q && apt-get install -qy --no-install-recommends catatonit
FROM scratch
COPY --from=packages /usr/bin/catatonit /pause
USER 65535:65535
ENTRYPOINT ["/pause", "-P"]
`,
};

/** Makes and removes the folders behind volumes, with a shell. */
const volumeHelper: DockerfileRecipe = {
  kind: "dockerfile",
  name: "tare.local/volume-helper:1",
  seconds: 10,
  bases: [debianTrixie.name],
  intermediate: true,
  dockerfile: `FROM ${debianTrixie.name} AS packages
LABEL ${STAGE_LABEL}
RUN apt-get update -q && apt-get install -qy --no-install-recommends busybox-static \\
 && mkdir -p /out/bin && cp /bin/busybox /out/bin/ \\
 && for name in sh mkdir rm chmod; do ln -s busybox "/out/bin/$name"; done
FROM scratch
COPY --from=packages /out/ /
CMD ["/bin/sh"]
`,
};

const volumeProvisioner = singleProgram(
  `tare.local/local-path-provisioner:v${versions.localPathProvisioner}`,
  "local-path-provisioner",
  "local-path-provisioner",
  { intermediate: true },
);

/** What kubeadm and the node's storage class ask containerd for. */
export const controlPlaneImages: readonly DockerfileRecipe[] = [
  kubernetes("kube-apiserver"),
  kubernetes("kube-controller-manager"),
  kubernetes("kube-scheduler"),
  kubeProxy,
  singleProgram(`registry.k8s.io/etcd:${versions.etcdImage}`, "etcd", "etcd", {
    intermediate: true,
  }),
  singleProgram(`registry.k8s.io/coredns/coredns:${versions.corednsImage}`, "coredns", "coredns", {
    intermediate: true,
  }),
  pause,
  volumeProvisioner,
  volumeHelper,
];

export const storageImages = {
  provisioner: volumeProvisioner.name,
  helper: volumeHelper.name,
};

export const metricsServerImage = singleProgram(
  `registry.k8s.io/metrics-server/metrics-server:v${versions.metricsServer}`,
  "metrics-server",
  "metrics-server",
  { then: `USER 1000:1000\nENTRYPOINT ["/usr/local/bin/metrics-server"]\n` },
);

export const registryImage = singleProgram("registry:3", "registry", "registry", {
  files: {
    "config.yml": `version: 0.1
log:
  level: warn
  accesslog:
    disabled: true
storage:
  delete:
    enabled: true
  filesystem:
    rootdirectory: /var/lib/registry
http:
  addr: :5000
`,
  },
  then: `COPY config.yml /etc/distribution/config.yml
VOLUME ["/var/lib/registry"]
EXPOSE 5000
ENTRYPOINT ["/usr/local/bin/registry"]
CMD ["serve", "/etc/distribution/config.yml"]
`,
});
