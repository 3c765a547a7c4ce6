import type * as k8s from "@pulumi/kubernetes/types/input";

/** What Pod Security level `restricted` asks of a pod; the image names its own numeric user. */
export const POD_SECURITY: k8s.core.v1.PodSecurityContext = {
  runAsNonRoot: true,
  seccompProfile: { type: "RuntimeDefault" },
};

/** User and group of the images in services/. */
export const USER = 65_532;

/** As POD_SECURITY, for images that may be a user's own: one that names no user, or root, would not start. */
export const NAMED_USER_SECURITY: k8s.core.v1.PodSecurityContext = {
  ...POD_SECURITY,
  runAsUser: USER,
  runAsGroup: USER,
};

/** What it asks of each container, and a root file system that cannot be written. */
export const CONTAINER_SECURITY: k8s.core.v1.SecurityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
};
