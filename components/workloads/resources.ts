import { type Cpu, cpu } from "../config/cpu";
import { type Memory, memory } from "../config/memory";
import type { Unit } from "../config/unit";

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

/** The same in Kubernetes' own notation. */
export interface ResourceRequirements {
  readonly limits: Quantities;
  readonly requests: Quantities;
}

type Quantities = Readonly<Record<keyof Share, string>>;

/** Renders for Kubernetes. Throws a RangeError where a request is above its limit. */
export function resourceRequirements({ limits, requests }: Resources): ResourceRequirements {
  refuseAbove("cpu", cpu, requests.cpu, limits.cpu);
  refuseAbove("memory", memory, requests.memory, limits.memory);
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

function quantities(share: Share): Quantities {
  return { cpu: cpuQuantity(share.cpu), memory: memoryQuantity(share.memory) };
}

function refuseAbove<Text extends string>(
  what: keyof Share,
  unit: Unit<Text>,
  request: Text,
  limit: Text,
): void {
  if (unit.parse(request) <= unit.parse(limit)) return;
  throw new RangeError(
    `'requests.${what}' (${request}) must be at most 'limits.${what}' (${limit})`,
  );
}
