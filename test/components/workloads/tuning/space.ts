import fc from "fast-check";
import { memory } from "../../../../components/config/memory";
import { type Runtime, RUNTIMES } from "../../../../components/workloads/tuning/runtime";

// Where the properties of the arithmetic look.

/** From a hundredth of a core to more than any node has. */
export const cores = fc.integer({ min: 10, max: 256_000 }).map((millicores) => millicores / 1000);

/** Memory limits that any runtime takes, in bytes; small ones as often as large ones. */
export const limit = fc
  .tuple(fc.integer({ min: 7, max: 20 }), fc.double({ min: 1, max: 2, noNaN: true }))
  .map(([power, factor]) => Math.floor(2 ** power * factor * 1024 ** 2))
  .filter((bytes) => bytes >= memory.parse(RUNTIMES.node.least));

export const runtime = fc.constantFrom<Runtime>(RUNTIMES.native, RUNTIMES.node);

export const threads = fc.integer({ min: 1, max: 256 });
