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
  readonly replicas?: number;
  readonly strategy?: { readonly rollingUpdate: { readonly maxSurge: number } };
  readonly template: { readonly spec: PodSpec };
}

/** What a workload asks for on one node, in the middle of a rollout. */
export function requestOf({ inputs }: Recorded): number {
  const { replicas = 1, strategy, template } = inputs.spec as WorkloadSpec;
  const pods = replicas + (strategy?.rollingUpdate.maxSurge ?? 0);
  const { initContainers = [], containers } = template.spec;
  const pod = [...initContainers, ...containers].map(({ resources }) =>
    millicores(resources.requests.cpu),
  );
  return pods * pod.reduce((sum, amount) => sum + amount, 0);
}

function millicores(quantity: string): number {
  return quantity.endsWith("m") ? Number(quantity.slice(0, -1)) : Number(quantity) * 1000;
}
