import { rateAtTarget } from "../../../report/trials/rateAtTarget";
import { startsOf } from "../../../report/trials/starts";
import { judgeStep, judgeSteps } from "../../../report/trials/steps";
import { autoscaler, step, STEP, WAY_BACK } from "./sampleScaling";
import { load, pod, ROLLOUT, trial } from "./sampleTrial";

const STARTS = [4];
const later = (seconds: number) =>
  STEP.map((one) => (one.at === 86_000 ? { ...one, at: seconds * 1_000 } : one));
const without = (text: string) => STEP.filter((one) => !JSON.stringify(one).includes(text));

describe("a step of the load", () => {
  test("lasts from the order until the last wanted pod is ready", () => {
    expect(judgeStep(step(), STARTS)).toMatchObject({
      ...{ from: 2, wanted: 5, before: 0.45, after: 2.25, seconds: 36 },
      ...{ requests: 23_500, failed: 0 },
    });
  });

  /** The looks after the step: when, how many pods are wanted, and the use. */
  const looked = (...looks: readonly (readonly [number, number, number])[]) => [
    ...STEP.filter(({ at, kind }) => kind !== "autoscaler" || at < 50_000),
    ...looks.map(([seconds, wanted, cpu]) => autoscaler(seconds, wanted, { cpu })),
  ];

  test("does not wait for a pod that is wanted when the autoscaler was content", () => {
    const timeline = looked([66, 4, 1.6], [81, 4, 2.1], [96, 4, 1.4], [111, 5, 1.14]);

    expect(judgeStep(step({}, timeline), STARTS)).toMatchObject({
      ...{ wanted: 4, later: 5, after: 2.1, seconds: 21 },
    });
  });

  test("waits for the pods that a pace spreads over several looks", () => {
    const timeline = looked([66, 3, 2.25], [81, 4, 2.1], [96, 5, 1.9], [111, 5, 0.9]);
    const { wanted, later: more } = judgeStep(step({}, timeline), STARTS);

    expect({ wanted, more }).toEqual({ wanted: 5 });
  });

  test("counts the failed requests of both loads", () => {
    const more = { load: load(150, { read: 2 }), added: { ...load(85, { status: 1 }), rate: 400 } };

    expect(judgeStep(step(more), STARTS).failed).toBe(3);
  });

  test("follows the way back where that was watched", () => {
    const { wayBack } = judgeStep(step({}, [...STEP, ...WAY_BACK]), STARTS);

    expect(wayBack).toEqual({ seconds: 360, atOnce: 1 });
  });

  test("has no time, and is no refusal, when the load outlasts every prediction", () => {
    const { seconds, refusal, predicted } = judgeStep(step({}, later(140)), STARTS);

    expect({ seconds, refusal }).toEqual({});
    expect(predicted?.longest).toBeLessThan(85);
  });

  test.each([
    ["the watch ended", step({ missing: "the watch ended" }), "missing"],
    ["the first load is missing", step({ load: undefined }), "no-load"],
    ["the added load is missing", step({ added: undefined }), "no-load"],
    ["it was not made", step({}, without("step-sent")), "not-done"],
    ["the autoscaler told nothing", step({}, without('"cpu"')), "no-figures"],
    [
      "the load was too small",
      step({}, STEP.slice(0, 9).concat(autoscaler(66, 2, { cpu: 1.05 }))),
      "other-load",
    ],
    ["the load ended too early", step({ added: { ...load(33), rate: 400 } }), "not-ended"],
  ])("is refused when %s", (_, given, kind) => {
    expect(judgeStep(given, STARTS)).toMatchObject({ refusal: { kind } });
  });

  test("is refused where nothing is known of the starts of pods", () => {
    expect(judgeStep(step(), [])).toMatchObject({ refusal: { kind: "no-starts" } });
  });
});

describe("all steps", () => {
  const of = (number: number, ready = 86) => step({ number }, later(ready));
  const unseen = step({ number: 3, missing: "no" }, []);

  test.each([
    ["passed", [of(1), of(2), of(3)]],
    ["passed", [of(1, 118)], 1],
    ["failed", [of(1), of(2), of(3, 140)]],
    ["failed", [of(1, 115), of(2, 115), of(3, 115)]],
    ["incomplete", [of(1), of(2), unseen]],
    ["incomplete", [of(1), of(2)]],
    ["refused", [unseen]],
    ["refused", []],
  ])("are %s", (verdict, trials, planned = 3) => {
    expect(judgeSteps(trials, STARTS, planned).verdict).toBe(verdict);
  });

  test("have their means side by side, and the default's apart", () => {
    const byDefault = { ...of(1, 100), kind: "default-step" as const };
    const { mean, times, all, defaults } = judgeSteps([of(1), of(2, 90), byDefault], STARTS, 2);

    expect({ mean, times }).toEqual({ mean: 38, times: 5 });
    expect([all.length, defaults.map(({ seconds }) => seconds)]).toEqual([2, [50]]);
  });
});

test("the rate that holds the target lies on the line between the two loads", () => {
  const expected = 100 + ((1 - 0.45) / (2.25 - 0.45)) * 400;

  expect(rateAtTarget([step(), step({ missing: "no" })])).toBeCloseTo(expected);
  expect(rateAtTarget([])).toBeUndefined();
});

test("a start lasts from the first word of a pod until it is ready for the first time", () => {
  const old = [pod(14.5, "a", { ready: false }), pod(14.6, "a")];
  const again = [...ROLLOUT, ...old, pod(15, "c", { ready: false }), pod(20, "c")];

  expect(startsOf([trial("rollout", again), step()]).map((one) => Number(one.toFixed(1)))).toEqual([
    ...[2.4, 2.8],
  ]);
});
