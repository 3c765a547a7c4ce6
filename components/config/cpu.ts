import { unit } from "./unit";

/** Processor time: `2 CPU` is two cores, `250 mCPU` a quarter of one. */
export type Cpu = `${number} CPU` | `${number} mCPU`;

/** Amounts are thousandths of a core. */
export const cpu = unit<Cpu>("processor time", { mCPU: 1, CPU: 1000 });
