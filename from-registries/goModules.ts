import versions from "../versions.json";

/** How one module of from-registries/go is built; what is built stands in its go.mod as `tool`. */
export interface GoModule {
  /** Estimated seconds on two cores with an empty build cache. */
  readonly seconds: number;
  /** Variables that the linker sets, so that the program knows its version. */
  readonly linkerVariables?: Readonly<Record<string, string>>;
  /** Programs that Go names after their package's folder, and the name they are known by. */
  readonly renames?: Readonly<Record<string, string>>;
}

const [kubernetesMajor = "", kubernetesMinor = ""] = versions.kubernetes.split(".");
const PULUMI_VERSION = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

export const goModules: Readonly<Record<string, GoModule>> = {
  "capped-runc": { seconds: 10 },
  cni: { seconds: 10 },
  kubernetes: {
    seconds: 480,
    linkerVariables: {
      "k8s.io/component-base/version.gitVersion": `v${versions.kubernetes}`,
      "k8s.io/component-base/version.gitMajor": kubernetesMajor,
      "k8s.io/component-base/version.gitMinor": kubernetesMinor,
    },
  },
  etcd: { seconds: 30, renames: { server: "etcd" } },
  containerd: {
    seconds: 60,
    linkerVariables: {
      "github.com/containerd/containerd/v2/version.Version": `v${versions.containerd}`,
    },
  },
  coredns: { seconds: 100 },
  "metrics-server": { seconds: 60 },
  "local-path-provisioner": { seconds: 40 },
  registry: { seconds: 50 },
  buildx: { seconds: 80 },
  kind: { seconds: 10 },
  manifests: { seconds: 100 },
  // Its k8s.io modules are those of `kubernetes`, so that it can find them compiled.
  cyclonus: { seconds: 70 },
  pulumi: { seconds: 230, linkerVariables: { [PULUMI_VERSION]: `v${versions.pulumi}` } },
  "pulumi-host": {
    seconds: 30,
    linkerVariables: { [PULUMI_VERSION]: `v${versions.pulumiNodeHost}` },
  },
};
