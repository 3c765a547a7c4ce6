import { type LoadStep, predictedReaction } from "../../../report/trials/predictedReaction";
import { SCALING } from "./sampleScaling";

const INSTANT = 1e-3;
const STEP: LoadStep = {
  scaling: SCALING,
  ...{ from: 2, wanted: 5, before: 0.45, after: 2.25, starts: [4] },
};
/** Whose readings are as good as continuous. */
const fast = (more: Partial<LoadStep> = {}, scaling: Partial<typeof SCALING> = {}): LoadStep => ({
  ...STEP,
  from: 1,
  ...more,
  scaling: { ...SCALING, reading: 0.5, ...scaling },
});

describe("the predicted reaction to a step", () => {
  test("is, with instant figures, half a look on average, a whole one at most, and the start", () => {
    const { mean, longest } = predictedReaction(
      fast({ wanted: 2, before: 0, after: 100 }, { fetch: INSTANT * 1_000, look: 15 }),
    );

    expect(mean).toBeGreaterThan(15 / 2 + 4);
    expect(mean).toBeLessThan(15 / 2 + 4 + 2);
    expect(longest).toBeLessThan(15 + 4 + 4);
  });

  test.each([
    [0, 0.5],
    [0.5, 1],
    [0.9, 1.4],
  ])("waits, when %d of a figure has to be new, for %d fetches on average", (share, fetches) => {
    const wanted = 101;
    const step = fast(
      { wanted, before: 0, after: share === 0 ? 1e9 : 100 / share },
      { look: INSTANT, fetch: 15, most: 200, growth: { ...SCALING.growth, reach: 200 } },
    );

    // A reading is up to 1 s old.
    expect(Math.abs(predictedReaction(step).mean - 4 - fetches * 15)).toBeLessThan(1.2);
  });

  test("is of the whole chain between half a minute and a minute, and the same each time", () => {
    const predicted = predictedReaction(STEP);

    expect(predicted.mean).toBeGreaterThan(30);
    expect(predicted.mean).toBeLessThan(50);
    expect(predicted.longest).toBeGreaterThan(60);
    expect(predicted.longest).toBeLessThan(90);
    expect(predictedReaction(STEP)).toEqual(predicted);
  });

  test("adds a period where the default behaviour doubles the pods only once a look", () => {
    const growth = { window: 0, pods: 0, share: 1, reach: 4, period: 15 };
    const slow = predictedReaction({ ...STEP, scaling: { ...SCALING, growth } });

    expect(slow.mean - predictedReaction(STEP).mean).toBeCloseTo(15);
  });

  test("draws its starts from those that were seen", () => {
    const { mean, longest } = predictedReaction({ ...STEP, starts: [4, 10] });
    const alone = predictedReaction(STEP);

    expect(mean - alone.mean).toBeGreaterThan(2.5);
    expect(mean - alone.mean).toBeLessThan(3.5);
    expect(longest).toBeGreaterThan(alone.longest);
  });
});
