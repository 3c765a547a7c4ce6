import { unit } from "./unit";

/** A share of something, which may be more than all of it: `70 %`. */
export type Percent = `${number} %`;

/** Amounts are whole percent. */
export const percent = unit<Percent>("share", { "%": 1 });
