import { cpu } from "../config/cpu";
import { memory } from "../config/memory";
import { percent } from "../config/percent";
import type { Problem } from "../config/problems";
import { problemIf } from "./argumentProblems";
import { type AutoscalingArgs, targetsOf } from "./autoscaler";
import type { Resources } from "./resources";

/** What the use of one pod can come to. */
export interface Reach {
  readonly resources: Resources;
  /** Bytes that all heaps of a pod may fill, where they are capped. */
  readonly heapCap?: number;
}

/** A metric that has nothing to divide by never scales; a target that no pod reaches neither. */
export function reachProblems(args: AutoscalingArgs, reach: Reach): Problem[] {
  const { cpu: ofCpu, memory: ofMemory } = targetsOf(args);
  const { requests, limits } = reach.resources;
  const cpuRequest = cpu.parse(requests.cpu);
  const memoryRequest = memory.parse(requests.memory);
  return [
    ...(ofCpu === undefined
      ? []
      : cpuRequest === 0
        ? noRequest("cpu", ofCpu, requests.cpu)
        : above("cpu", ofCpu, cpuRequest, cpu.parse(limits.cpu), `'cpu.cores' (${limits.cpu})`)),
    ...(ofMemory === undefined
      ? []
      : memoryRequest === 0
        ? noRequest("memory", ofMemory, requests.memory)
        : memoryAbove(ofMemory, memoryRequest, reach)),
  ];
}

function noRequest(name: string, target: string, request: string): Problem[] {
  const sentence =
    `is a share of '${name}.request', which is ${request}: ` +
    `request something, or turn it off with "off"`;
  return problemIf(true, `autoscaling.${name}`, target, sentence);
}

function memoryAbove(
  target: `${number} %`,
  request: number,
  { resources: { limits }, heapCap }: Reach,
): Problem[] {
  const limit = memory.parse(limits.memory);
  if (heapCap === undefined || heapCap > limit) {
    return above("memory", target, request, limit, `'memory.limit' (${limits.memory})`);
  }
  return above("memory", target, request, heapCap, `the heap cap (${memory.render(heapCap)})`);
}

function above(
  name: string,
  target: `${number} %`,
  request: number,
  most: number,
  what: string,
): Problem[] {
  const allowed = Math.floor((100 * most) / request);
  return problemIf(
    percent.parse(target) > allowed,
    `autoscaling.${name}`,
    target,
    `must be at most ${allowed} % of '${name}.request': no pod can use more than ${what}`,
  );
}
