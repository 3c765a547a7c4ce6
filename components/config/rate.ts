import { unit } from "./unit";

/** Events in a second: `8000 /s`. */
export type Rate = `${number} /s`;

/** Amounts are events a second. */
export const rate = unit<Rate>("rate", { "/s": 1 });
