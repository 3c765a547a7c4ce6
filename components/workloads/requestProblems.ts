import { type Cpu, cpu } from "../config/cpu";
import { type Memory, memory } from "../config/memory";
import type { Problem } from "../config/problems";
import { problemIf } from "./argumentProblems";

/** What a container may use, and what is kept free for it. */
export interface Size {
  readonly cpu: { readonly cores: number; readonly request?: Cpu };
  readonly memory: { readonly limit: Memory; readonly request?: Memory };
}

/** Kubernetes refuses a container that reserves more than it may use. */
export function requestProblems({ cpu: processor, memory: amounts }: Size): Problem[] {
  const { cores, request } = processor;
  const { limit, request: reserved = limit } = amounts;
  return [
    ...problemIf(
      request !== undefined && cpu.parse(request) > Math.round(cores * 1000),
      "cpu.request",
      request,
      `must be at most 'cpu.cores' (${cores})`,
    ),
    ...problemIf(
      memory.parse(reserved) > memory.parse(limit),
      "memory.request",
      reserved,
      `must be at most 'memory.limit' (${limit})`,
    ),
  ];
}
