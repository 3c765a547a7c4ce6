import type { Finding } from "./kubeScore";

/** A finding of kube-score that stays, and why. */
export interface Exemption {
  readonly check: string;
  /** The objects that it is about, as a finding names them. */
  readonly objects: RegExp;
  readonly reason: string;
}

/** At most five. One that exempts nothing any more fails the test. */
export const EXEMPTIONS: readonly Exemption[] = [
  {
    check: "container-image-pull-policy",
    objects: /^/,
    reason:
      "Every image is named by its digest, so what a node has already is what a registry would give.",
  },
  {
    check: "container-ephemeral-storage-request-and-limit",
    objects: /^/,
    reason:
      "Root file systems are read-only and volumes have a size, so nothing is left on a node's disk but logs, which the kubelet rotates.",
  },
  {
    check: "container-security-context-user-group-id",
    objects: /^/,
    reason:
      "The image names its numeric user, 65532 in services/, and runAsNonRoot refuses root; a Deployment, whose image may be a user's own, names it too.",
  },
  {
    check: "pod-networkpolicy",
    objects: /^\w+ (frameworks|tare-benchmark|tare-nodeprobe)\//,
    reason:
      "What is measured, and what measures, stays free of policies, which would put a filter of the cluster's network into each figure.",
  },
  {
    check: "deployment-replicas",
    objects: /^Deployment frameworks\//,
    reason: "A contestant is one pod, since a figure is that of one pod and not of a Service.",
  },
];

export function exempts({ check, objects }: Exemption, finding: Finding): boolean {
  return finding.check === check && objects.test(finding.object);
}
