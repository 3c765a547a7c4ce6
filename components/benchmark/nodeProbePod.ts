import type * as k8s from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import { podTemplate } from "../workloads/podTemplate";
import { httpProbe, type Probes } from "../workloads/probes";
import type { Resources } from "../workloads/resources";
import { CONTAINER_SECURITY, POD_SECURITY } from "../workloads/securityContext";

export interface NodeProbePodArgs {
  /** Name of the container. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Reference by digest. */
  readonly image: pulumi.Input<string>;
  readonly serviceAccount: pulumi.Input<string>;
  /** The one user that may ask, `system:serviceaccount:<namespace>:<name>`. */
  readonly allowedUser: pulumi.Input<string>;
}

const PORT = 8090;
const CGROUPS = "/sys/fs/cgroup";
/** Beside the container's own, which show nothing but itself. */
const HOST_CGROUPS = `/host${CGROUPS}`;

/** A reading takes less than a millisecond of one core. */
const RESOURCES: Resources = {
  limits: { cpu: "200 mCPU", memory: "32 MiB" },
  requests: { cpu: "10 mCPU", memory: "16 MiB" },
};

/** Rare, because they run beside whatever is being measured. */
const PROBES: Probes = {
  startup: httpProbe("/healthz", { period: "1 s", failures: 30 }),
  liveness: httpProbe("/healthz", { period: "30 s", timeout: "5 s", failures: 3 }),
  readiness: httpProbe("/readyz", { period: "10 s", timeout: "5 s", failures: 2 }),
};

/**
 * The common pod with three rights more: it sees the node's processes and cgroups, and may trace.
 * Tracing lets pidfd_getfd copy a socket in order to ask what is set on it; the runtime's own seccomp
 * profile allows that call to whoever has this capability. It takes root, since Kubernetes
 * gives added capabilities to no other user.
 */
export function nodeProbePod(args: NodeProbePodArgs): k8s.core.v1.PodTemplateSpec {
  const { name, labels, image, serviceAccount, allowedUser } = args;
  const { metadata, spec } = podTemplate({
    name,
    labels,
    image,
    resources: RESOURCES,
    serviceAccount,
    apiToken: true,
    env: [
      { name: "PORT", value: String(PORT) },
      { name: "CGROUP_ROOT", value: HOST_CGROUPS },
      { name: "ALLOWED_USER", value: allowedUser },
    ],
    port: PORT,
    probes: PROBES,
  });
  return {
    metadata,
    spec: {
      ...spec,
      hostPID: true,
      securityContext: { ...POD_SECURITY, runAsNonRoot: false, runAsUser: 0, runAsGroup: 0 },
      containers: [withCgroups(spec.containers[0])],
      volumes: [{ name: "cgroups", hostPath: { path: CGROUPS, type: "Directory" } }],
    },
  };
}

/**
 * Version 1 mounts a tree for each controller below the folder; without `recursiveReadOnly` those
 * could be written, and root owns them.
 */
function withCgroups(container: k8s.core.v1.Container): k8s.core.v1.Container {
  const mount = { name: "cgroups", mountPath: HOST_CGROUPS, readOnly: true };
  return {
    ...container,
    securityContext: {
      ...CONTAINER_SECURITY,
      capabilities: { drop: ["ALL"], add: ["SYS_PTRACE"] },
    },
    volumeMounts: [{ ...mount, recursiveReadOnly: "IfPossible" }],
  };
}
