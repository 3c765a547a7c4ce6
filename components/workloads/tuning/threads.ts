import { memory } from "../../config/memory";
import type { Derived } from "./derived";
import type { Runtime } from "./runtime";

/** The most that the contract of the servers takes as WORKERS. */
export const MOST_THREADS = 256;

/**
 * One for each core or part of one, so that none waits for a core that is there; fewer where the
 * memory limit has no room for so many, and never none.
 *
 * @param limit Of memory, in bytes.
 */
export function deriveThreads(cores: number, limit: number, runtime: Runtime): Derived<number> {
  const room = Math.floor(limit / memory.parse(runtime.least));
  const value = Math.max(1, Math.min(Math.ceil(cores), room, MOST_THREADS));
  return {
    name: "threads",
    value,
    text: String(value),
    formula: `min(⌈${cores} CPU⌉, ⌊${memory.render(limit)} / ${runtime.least}⌋), from 1 to ${MOST_THREADS}`,
    source: `a ${runtime.worker} a core; ${runtime.least} each: ${runtime.leastSource}`,
  };
}
