import type * as k8s from "@pulumi/kubernetes/types/input";
import type { Problem } from "../config/problems";
import { problemIf, wholeNumberProblems } from "./argumentProblems";
import { selectorLabels } from "./labels";

/** How many pods an operator's drain may take at a time; one of the two. */
export type DisruptionArgs =
  | { readonly maxUnavailable: number; readonly minAvailable?: undefined }
  | { readonly minAvailable: number; readonly maxUnavailable?: undefined };

const DEFAULT: DisruptionArgs = { maxUnavailable: 1 };

/** @param pods The fewest there are. */
export function disruptionProblems(args: DisruptionArgs | undefined, pods: number): Problem[] {
  if (args === undefined) return [];
  const { maxUnavailable, minAvailable } = args;
  const path = "disruption";
  const kept = `must be less than the ${pods} pods there are at least, or no node can be drained`;
  return [
    ...problemIf(
      (maxUnavailable === undefined) === (minAvailable === undefined),
      path,
      args,
      "must hold either 'maxUnavailable' or 'minAvailable'",
    ),
    ...problemIf(
      maxUnavailable === 0,
      `${path}.maxUnavailable`,
      maxUnavailable,
      "must be at least 1, or no node can be drained",
    ),
    ...(maxUnavailable === 0
      ? []
      : wholeNumberProblems(`${path}.maxUnavailable`, maxUnavailable, { min: 1, max: 1000 })),
    ...wholeNumberProblems(`${path}.minAvailable`, minAvailable, { min: 1, max: 1000 }),
    ...problemIf(Number(minAvailable) >= pods, `${path}.minAvailable`, minAvailable, kept),
  ];
}

/**
 * Of a PodDisruptionBudget. None for a single pod: it would block every drain. A pod that is not
 * ready may always be evicted, since it serves nobody and may never become ready.
 *
 * @param pods The fewest there are.
 */
export function disruptionSpec(
  name: string,
  pods: number,
  args: DisruptionArgs = DEFAULT,
): k8s.policy.v1.PodDisruptionBudgetSpec | undefined {
  if (pods < 2) return undefined;
  return {
    ...args,
    unhealthyPodEvictionPolicy: "AlwaysAllow",
    selector: { matchLabels: selectorLabels(name) },
  };
}
