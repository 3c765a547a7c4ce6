import { effectiveOf, type RawPod, type RawPodSpecs } from "./rawPodSpecs";

type Read = Pick<RawPodSpecs, "variants" | "pods">;

/**
 * Whether a pod got what its spec asks for, by what was read back of it. Exclusive cores are as many as
 * it asks for and none of those that the load runs on. A pod that shares may run on the load's cores,
 * and on those that another variant had for itself. What could not be read is not kept.
 */
export function specKept(pod: RawPod, read: Read): boolean {
  const own = coresOf(pod);
  const variant = read.variants.find(({ name }) => name === pod.arm);
  if (own.size === 0 || variant === undefined) return false;
  if (variant.exclusiveCores > 0) {
    const apart = pod.generatorCpus.every((core) => !own.has(core));
    return own.size === variant.exclusiveCores && apart;
  }
  const others = read.pods.flatMap((one) => [...coresOf(one)]);
  return [...others, ...pod.generatorCpus].every((core) => own.has(core));
}

function coresOf(pod: RawPod): ReadonlySet<number> {
  return coresIn(effectiveOf(pod)?.cpus ?? "");
}

/** A list as the kernel writes it, `0-3,8`; what is none is empty. */
export function coresIn(list: string): ReadonlySet<number> {
  const cores = new Set<number>();
  for (const part of list.split(",")) {
    const [, from, to = from] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part) ?? [];
    for (let core = Number(from); core <= Number(to); core += 1) cores.add(core);
  }
  return cores;
}
