import type { Problem } from "../config/problems";
import { problemIf, wholeNumberProblems } from "./argumentProblems";
import type { AutoscalingArgs } from "./autoscaler";

/** How many pods there are: a number, or what an autoscaler decides. */
export interface ReplicaArgs {
  /** Not beside `autoscaling`. @default 1 */
  readonly replicas?: number;
  /**
   * To be decided when the workload is first made. Pulumi carries the last value of an ignored property
   * along, so that one which had `replicas` would go on saying that number: destroy it once, with
   * `pulumi destroy --target`.
   *
   * @default - none: `replicas` pods, always
   */
  readonly autoscaling?: AutoscalingArgs;
}

/** Pods that a Deployment of the project may have. */
const REPLICA_BOUNDS = { min: 1, max: 1000 } as const;

/** A rollout makes one more before it takes one away. */
export const SURGE = 1;

export function replicaProblems({ replicas, autoscaling }: ReplicaArgs): Problem[] {
  return [
    ...wholeNumberProblems("replicas", replicas, REPLICA_BOUNDS),
    ...problemIf(
      replicas !== undefined && autoscaling !== undefined,
      "replicas",
      replicas,
      "must be left out beside 'autoscaling', which decides the number: say 'minReplicas' there",
    ),
  ];
}

/** The fewest pods there are while nothing is wrong. */
export function fewestPods({ replicas = 1, autoscaling }: ReplicaArgs): number {
  return autoscaling?.minReplicas ?? replicas;
}

/** The most pods there are at a time, one of a rollout included. */
export function mostPods({ replicas = 1, autoscaling }: ReplicaArgs): number {
  return (autoscaling?.maxReplicas ?? replicas) + SURGE;
}
