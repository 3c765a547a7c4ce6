import { unit } from "./unit";

/** Memory in powers of 1024: `512 MiB`. */
export type Memory = `${number} B` | `${number} KiB` | `${number} MiB` | `${number} GiB`;

/** Amounts are bytes. */
export const memory = unit<Memory>("memory", { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 });
