import { memory } from "../../config/memory";
import type { Derived } from "./derived";
import { SHARES } from "./shares";

const MIB = 1024 ** 2;

/**
 * The cap of each process's heap: without one V8 takes its cue from the machine, and the kernel ends
 * the container before the collector sees a need.
 *
 * @param limit Of memory, in bytes.
 * @param processes That share it.
 * @returns Bytes, whole MiB.
 */
export function deriveHeap(limit: number, processes: number): Derived<number> {
  const value = Math.floor((limit * SHARES.heap) / processes / MIB) * MIB;
  return {
    name: "heap",
    value,
    text: memory.render(value),
    formula: `⌊${memory.render(limit)} · 12/16 / ${processes}⌋ in whole MiB`,
    source: "https://nodejs.org/api/cli.html, --max-old-space-size: 1,536 MiB of 2 GiB",
  };
}
