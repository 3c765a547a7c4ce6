import { CONTROL_PLANE_MILLICORES } from "../../platform/kind/controlPlanePatches";
import type { Recorded } from "./recorder";

/** Of a machine with two cores: 50m are reserved for its system. In millicores, as all below. */
export const ALLOCATABLE = 1950;

/** One pod with a core of its own must still find room. */
export const EXCLUSIVE_CORE = 1000;

/** metrics-server, the volume provisioner, and the network agent of kind's own node image. */
const ADD_ONS = 20 + 10 + 20;

export const PLATFORM_REQUESTS = CONTROL_PLANE_MILLICORES + ADD_ONS;

interface Container {
  readonly resources: { readonly requests: { readonly cpu: string } };
}
interface PodSpec {
  /** Sidecars, which keep what they ask for as long as the pod runs. */
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
}
interface WorkloadSpec {
  /** Absent where an autoscaler decides. */
  readonly replicas?: number;
  readonly strategy?: { readonly rollingUpdate: { readonly maxSurge: number } };
  readonly template: { readonly spec: PodSpec };
}

interface Metadata {
  readonly name: string;
  readonly namespace: string;
}
interface AutoscalerSpec {
  readonly maxReplicas: number;
  readonly scaleTargetRef: { readonly name: string };
}

/**
 * What a workload asks for on one node, in the middle of a rollout, when its autoscaler has made as
 * many pods of it as it may.
 *
 * @param all Among which its autoscaler is found.
 */
export function requestOf({ type, inputs }: Recorded, all: readonly Recorded[]): number {
  const { replicas, strategy, template } = inputs.spec as WorkloadSpec;
  const scaled = type.endsWith(":Deployment") ? mostOf(inputs, all) : undefined;
  const pods = (scaled ?? replicas ?? 1) + (strategy?.rollingUpdate.maxSurge ?? 0);
  const { initContainers = [], containers } = template.spec;
  const pod = [...initContainers, ...containers].map(({ resources }) =>
    millicores(resources.requests.cpu),
  );
  return pods * pod.reduce((sum, amount) => sum + amount, 0);
}

/** Of the autoscaler in the same namespace that names it. */
function mostOf({ metadata }: Recorded["inputs"], all: readonly Recorded[]): number | undefined {
  const { name, namespace } = metadata as Metadata;
  const autoscaler = all.find(({ type, inputs }) => {
    if (!type.endsWith(":HorizontalPodAutoscaler")) return false;
    const { scaleTargetRef } = inputs.spec as AutoscalerSpec;
    return scaleTargetRef.name === name && (inputs.metadata as Metadata).namespace === namespace;
  });
  return (autoscaler?.inputs.spec as AutoscalerSpec | undefined)?.maxReplicas;
}

function millicores(quantity: string): number {
  return quantity.endsWith("m") ? Number(quantity.slice(0, -1)) : Number(quantity) * 1000;
}
