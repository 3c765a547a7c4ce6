import { type Cpu, cpu } from "../config/cpu";
import { type Memory, memory } from "../config/memory";

/** An amount of both, for one container. */
export interface Share {
  readonly cpu: Cpu;
  readonly memory: Memory;
}

export interface Resources {
  /** What the container cannot exceed: it is throttled, or ended for want of memory. */
  readonly limits: Share;
  /** What the scheduler reserves. */
  readonly requests: Share;
}

export interface ResourceRequirements {
  readonly limits: { readonly cpu: string; readonly memory: string };
  readonly requests: { readonly cpu: string; readonly memory: string };
}

/** Renders for Kubernetes. Throws a RangeError where a request is above its limit. */
export function resourceRequirements({ limits, requests }: Resources): ResourceRequirements {
  refuseAbove("cpu", cpu.parse(requests.cpu), cpu.parse(limits.cpu));
  refuseAbove("memory", memory.parse(requests.memory), memory.parse(limits.memory));
  return { limits: quantities(limits), requests: quantities(requests) };
}

/** `2 CPU` is "2", `250 mCPU` is "250m". */
export function cpuQuantity(amount: Cpu): string {
  return cpu.render(cpu.parse(amount)).replace(" CPU", "").replace(" mCPU", "m");
}

/** `512 MiB` is "512Mi". */
export function memoryQuantity(amount: Memory): string {
  return memory.render(memory.parse(amount)).replace(/ (?:(.i))?B$/, "$1");
}

function quantities(share: Share): { cpu: string; memory: string } {
  return { cpu: cpuQuantity(share.cpu), memory: memoryQuantity(share.memory) };
}

function refuseAbove(what: string, request: number, limit: number): void {
  if (request <= limit) return;
  throw new RangeError(
    `'requests.${what}' (${request}) must be at most 'limits.${what}' (${limit})`,
  );
}
