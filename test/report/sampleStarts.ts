import type { RawResult } from "../../report/rawResult";
import { judgeSlices } from "../../report/sessions/judgeSlices";
import { seededRandom } from "../../report/statistics/random";
import { REFERENCE, RESULT } from "./sample";
import { sampleSlice, type SampleServer } from "./sampleSession";

const AGAIN: SampleServer = { ...REFERENCE, name: "reference-again" };

/** What of a start is compared. */
export const startOf = (result: RawResult) => ({ result, slices: judgeSlices(result) });

/** A session of the cost phase alone, whose subject needs so many times the CPU of the yardstick. */
export function costSession(times: number, pairs: number, seed: number): RawResult {
  const random = seededRandom(seed);
  const subject = { ...AGAIN, cost: REFERENCE.cost * times };
  const slices = Array.from({ length: pairs }, (_, pair) => {
    const two = [REFERENCE, subject].map((arm) => sampleSlice(arm, "cost", pair >> 1, random));
    return pair % 2 === 0 ? two : two.reverse();
  }).flat();
  const { plan } = RESULT;
  return {
    ...RESULT,
    subject: AGAIN.name,
    arms: [RESULT.arms[0], { ...RESULT.arms[0], name: AGAIN.name }],
    verify: [REFERENCE, AGAIN].map(({ name }) => ({ ...RESULT.verify[0], arm: name })),
    plan: { ...plan, seed, cost: { ...plan.cost, blocks: pairs / 2 } },
    slices,
  };
}
