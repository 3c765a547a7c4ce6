import { figuresOf } from "../../../report/sessions/figures";

describe("what 2 CPU would pay for", () => {
  const derived = (peakCost: number, peak?: { rate: number; atLeast: boolean }) =>
    figuresOf([{ slices: [], peakCost, ...(peak && { peak }) }]).derivedRate;

  test("is 2 CPU through the cost of a request, where a core does as much", () => {
    expect(derived(1e-5, { rate: 100_000, atLeast: false })).toBeCloseTo(200_000);
  });

  test("is no more than twice the peak of a core, part of whose time is on nobody's account", () => {
    expect(derived(1e-5, { rate: 80_000, atLeast: false })).toBeCloseTo(160_000);
  });

  test("is not limited by a peak at which the generator was the limit", () => {
    expect(derived(1e-5, { rate: 80_000, atLeast: true })).toBeCloseTo(200_000);
  });
});

test("a limit is a server's own where all sessions read the same, and else not known", () => {
  const limitOf = (...limits: readonly (number | undefined)[]) =>
    figuresOf(limits.map((cpuLimit) => ({ slices: [], cpuLimit }))).cpuLimit;

  expect(limitOf(1, 1)).toBe(1);
  expect(limitOf(1, 2)).toBeUndefined();
  expect(limitOf(2, undefined)).toBeUndefined();
});
