import type * as k8s from "@pulumi/kubernetes/types/input";

/** What Pod Security level `restricted` asks of a pod; the image names its own numeric user. */
export const POD_SECURITY: k8s.core.v1.PodSecurityContext = {
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
};

/** The same for each container, and a root file system that cannot be written. */
export const CONTAINER_SECURITY: k8s.core.v1.SecurityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
};
