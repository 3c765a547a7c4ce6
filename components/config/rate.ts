import { unit } from "./unit";

/** Requests in a second: `800/s`, `20k/s`. */
export type Rate = `${number}/s` | `${number}k/s`;

/** Amounts are requests in a second. */
export const rate = unit<Rate>("rate", { "/s": 1, "k/s": 1000 }, "");
