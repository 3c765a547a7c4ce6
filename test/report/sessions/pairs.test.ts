import fc from "fast-check";
import type { RawSlice } from "../../../report/rawResult";
import { judgeSlices } from "../../../report/sessions/judgeSlices";
import { pairsOf } from "../../../report/sessions/pairs";
import { seeded } from "../../support/property";
import { RESULT, withSlices } from "../sample";

const COST_SLICES = RESULT.slices.filter(({ phase }) => phase === "cost");
const broken = { idleCpuSeconds: 1 };

test("a block of four is two pairs of neighbours, each with both arms", () => {
  const slices = judgeSlices(RESULT);

  const { kept, planned } = pairsOf(slices, "cost", RESULT);

  expect(planned).toBe(COST_SLICES.length / 2);
  expect(kept).toHaveLength(planned);
  for (const { reference, subject } of kept) {
    const [first, second] = [reference, subject].map(({ slice }) => RESULT.slices.indexOf(slice));
    expect([reference.slice.arm, subject.slice.arm]).toEqual(["reference", "hyperlane"]);
    expect(Math.abs(first - second)).toBe(1);
    expect(reference.slice.block).toBe(subject.slice.block);
  }
});

test("a pair is kept exactly when both of its slices are", () => {
  const marks = fc.array(fc.boolean(), {
    minLength: COST_SLICES.length,
    maxLength: COST_SLICES.length,
  });
  fc.assert(
    fc.property(marks, (dropped) => {
      const isDropped = (slice: RawSlice): boolean => dropped[COST_SLICES.indexOf(slice)] ?? false;
      const result = {
        ...RESULT,
        slices: RESULT.slices.map((slice) => (isDropped(slice) ? { ...slice, ...broken } : slice)),
      };
      const expected = dropped.filter(
        (mark, index) => index % 2 === 0 && !mark && !dropped[index + 1],
      );

      expect(pairsOf(judgeSlices(result), "cost", result).kept).toHaveLength(expected.length);
    }),
    seeded(50),
  );
});

test("pairs that a session never came to count as planned", () => {
  const cut = { ...RESULT, slices: RESULT.slices.filter((slice) => slice.block < 2) };

  const { planned, kept } = pairsOf(judgeSlices(cut), "cost", cut);

  expect([planned, kept.length]).toEqual([12, 4]);
});

test("two slices of the same arm are no pair", () => {
  const same = withSlices(() => ({ arm: "reference" }));

  expect(pairsOf(judgeSlices(same), "cost", same).kept).toEqual([]);
});
