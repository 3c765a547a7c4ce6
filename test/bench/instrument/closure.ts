import { type Phase, type RawResult, useOf } from "../../../report/rawResult";
import { median } from "../ratio";

/** How much of what the machine was busy is on somebody's account. */
export interface Closure {
  readonly phase: Phase;
  readonly share: number;
}

/**
 * Of each loaded slice: what server, generator, stopped arm, the kernel's network work and the
 * machine at rest used, divided by what the machine was busy. 1 is complete.
 */
export function closures({ slices, baseline }: RawResult): Closure[] {
  const rest = (baseline.busySeconds - baseline.irqSeconds) / baseline.seconds;
  return slices.flatMap((slice) => {
    const { generator, idleCpuSeconds, machine, seconds, phase } = slice;
    const use = useOf(slice);
    if (use === undefined || machine.busySeconds === 0) return [];
    const arms = use.cpuSeconds + (idleCpuSeconds ?? 0);
    const known = arms + generator.cpuSeconds + machine.irqSeconds + rest * seconds;
    return [{ phase, share: known / machine.busySeconds }];
  });
}

/** `peak 1.001 (8), cost 0.985 (88)`: the median of each phase and of how many slices. */
export function byPhase(all: readonly Closure[]): string {
  const phases = [...new Set(all.map(({ phase }) => phase))];
  const parts = phases.map((phase) => {
    const own = all.filter((one) => one.phase === phase).map(({ share }) => share);
    return `${phase} ${median(own).toFixed(3)} (${own.length})`;
  });
  return parts.join(", ");
}
