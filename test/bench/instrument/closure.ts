import { type Phase, type RawResult, type RawSlice, useOf } from "../../../report/rawResult";
import { median } from "../ratio";

/** How much of what all tasks of the node used is on somebody's account. */
export interface Closure {
  readonly phase: Phase;
  readonly share: number;
  /** Of what was not idle, the part that no task used: interrupts, and waking idle cores. */
  readonly beyondTasks: number;
}

/**
 * Of each loaded slice: what server, generator, stopped arm and the machine at rest used, divided by
 * what all tasks used. 1 is complete. Each of these is a sum that the scheduler keeps exactly, so no
 * part of one is missed by looking at it now and then.
 */
export function closures({ slices, baseline }: RawResult): Closure[] {
  const { taskSeconds, seconds } = baseline;
  if (typeof taskSeconds !== "number") return [];
  return slices.flatMap((slice) => closureOf(slice, taskSeconds / seconds) ?? []);
}

function closureOf(slice: RawSlice, rest: number): Closure | undefined {
  const { generator, idleCpuSeconds, machine, seconds, phase } = slice;
  const use = useOf(slice);
  const { taskSeconds: all, busySeconds } = machine;
  if (use === undefined || typeof all !== "number" || all === 0) return undefined;
  const known = use.cpuSeconds + (idleCpuSeconds ?? 0) + generator.cpuSeconds + rest * seconds;
  return { phase, share: known / all, beyondTasks: 1 - all / busySeconds };
}

/** `peak 1.001 (8), cost 0.985 (88)`: the median of each phase and of how many slices. */
export function byPhase(all: readonly Closure[], of: "share" | "beyondTasks" = "share"): string {
  const phases = [...new Set(all.map(({ phase }) => phase))];
  const parts = phases.map((phase) => {
    const own = all.filter((one) => one.phase === phase).map((one) => one[of]);
    return `${phase} ${median(own).toFixed(3)} (${own.length})`;
  });
  return parts.join(", ");
}
