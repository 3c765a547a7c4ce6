/** Name of the pod of {@link busyPod}. */
export const BUSY = "busy-loop";

/**
 * A pod that keeps a core busy for two minutes at most, and keeps to the rules of a namespace that
 * enforces restricted pods.
 *
 * @param image Of a server written in Node.
 */
export function busyPod(image: string, namespace: string): object {
  const container = {
    name: BUSY,
    image,
    command: ["/usr/local/bin/node", "-e", "for (;;);"],
    resources: { limits: { cpu: "1", memory: "128Mi" }, requests: { cpu: "10m", memory: "64Mi" } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
    },
  };
  const spec = {
    restartPolicy: "Never",
    terminationGracePeriodSeconds: 0,
    activeDeadlineSeconds: 120,
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    containers: [container],
  };
  return { apiVersion: "v1", kind: "Pod", metadata: { name: BUSY, namespace }, spec };
}
