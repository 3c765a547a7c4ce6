import type * as k8s from "@pulumi/kubernetes/types/input";
import { selectorLabels } from "./labels";

/**
 * `preferred` spreads pods over zones and nodes as far as there are any with room; `required` leaves a
 * pod unscheduled rather than have two more on one node than on another.
 */
export type Spread = "preferred" | "required";

/** Where the pods of a workload go. */
export interface Placement {
  readonly topologySpreadConstraints: k8s.core.v1.TopologySpreadConstraint[];
  readonly affinity: k8s.core.v1.Affinity;
}

const NODE = "kubernetes.io/hostname";
const ZONE = "topology.kubernetes.io/zone";

/**
 * The constraints count only pods of the same revision, or a rollout would place the new ones around
 * the old ones that are about to go. The anti-affinity says the same again to tools that know no
 * spread, and never keeps a pod from being scheduled.
 *
 * @param pods The fewest there are: a single one is placed anywhere.
 */
export function placementOf(name: string, pods: number, spread: Spread): Placement | undefined {
  if (pods < 2) return undefined;
  const labelSelector = { matchLabels: selectorLabels(name) };
  const constraint = (
    topologyKey: string,
    whenUnsatisfiable: "ScheduleAnyway" | "DoNotSchedule",
  ): k8s.core.v1.TopologySpreadConstraint => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable,
    labelSelector,
    matchLabelKeys: ["pod-template-hash"],
  });
  return {
    topologySpreadConstraints: [
      constraint(ZONE, "ScheduleAnyway"),
      constraint(NODE, spread === "required" ? "DoNotSchedule" : "ScheduleAnyway"),
    ],
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, podAffinityTerm: { topologyKey: NODE, labelSelector } },
        ],
      },
    },
  };
}
