import { judgeMemory } from "../../../report/trials/memory";
import { judgeSteady } from "../../../report/trials/steady";
import { autoscaler, memory, MEMORY, replicas, STEADY, steady, WAY_BACK } from "./sampleScaling";

const without = (all: typeof STEADY, text: string) =>
  all.filter((one) => !JSON.stringify(one).includes(text));

describe("a steady load", () => {
  test("passes when the wanted number of pods does not turn round", () => {
    const { course, ...judged } = judgeSteady(steady());

    expect(judged).toMatchObject({
      held: 0.99,
      reversals: 0,
      fewest: 2,
      most: 2,
      verdict: "passed",
    });
    expect(course?.load.at(0)).toEqual([0, 100]);
  });

  test("may bring a pod, and fails when it takes it back", () => {
    const up = [
      ...STEADY,
      autoscaler(160, 3, { cpu: 1.12, found: 2 }),
      autoscaler(180, 3, { cpu: 0.7 }),
    ];
    const down = [...up, autoscaler(220, 2, { cpu: 0.7 })];

    expect(judgeSteady(steady(up))).toMatchObject({ reversals: 0, most: 3, verdict: "passed" });
    expect(judgeSteady(steady(down))).toMatchObject({ reversals: 1, verdict: "failed" });
  });

  test("fails when the Deployment went up and down between two words of the autoscaler", () => {
    const around = [replicas(0, 6), replicas(1.5, 2), replicas(110, 3), replicas(111, 2)];

    expect(judgeSteady(steady([...STEADY, ...around]))).toMatchObject({
      ...{ reversals: 1, fewest: 2, most: 3, verdict: "failed" },
    });
  });

  test("is judged by the pods there are, where the autoscaler still tells of those before", () => {
    const stale = [replicas(0, 2), autoscaler(0, 2, { found: 3, cpu: 0.05 })];
    const more = [autoscaler(170, 3, { cpu: 0.72 }), autoscaler(200, 3, { cpu: 0.7 })];
    const timeline = [...STEADY.slice(0, 2), ...stale, ...STEADY.slice(3), ...more];

    expect(judgeSteady(steady(timeline))).toMatchObject({ held: 0.99, verdict: "passed" });
  });

  test("does not count what was before it or after it", () => {
    const before = [autoscaler(0, 6, { cpu: 0 }), autoscaler(0.2, 2, { cpu: 0 })];
    const around = [...before, ...STEADY.slice(3), autoscaler(250, 3), autoscaler(260, 2)];

    expect(judgeSteady(steady([...STEADY.slice(0, 3), ...around]))).toMatchObject({ reversals: 0 });
  });

  test.each([
    ["there is none", undefined, "not-done"],
    ["its rate is not known", steady([], { missing: "no step" }), "missing"],
    ["its load is missing", steady(STEADY, { load: undefined }), "no-load"],
    ["the autoscaler told nothing", steady(without(STEADY, '"cpu"')), "no-figures"],
    ["it held another use", steady([...STEADY, autoscaler(151, 2, { cpu: 1.8 })]), "other-load"],
  ])("is refused when %s", (_, given, kind) => {
    expect(judgeSteady(given)).toMatchObject({ refusal: { kind }, verdict: "refused" });
  });
});

describe("memory alone", () => {
  test("passes when more pods are wanted while CPU is below its target", () => {
    expect(judgeMemory(memory())).toMatchObject({
      ...{ connections: 6_000, memory: 1.3, cpu: 0.5, from: 2, wanted: 3, seconds: 39.5 },
      verdict: "passed",
    });
  });

  test("passes where the autoscaler still tells of a pod that has gone before", () => {
    const stale = [replicas(0, 2), autoscaler(0, 3, { cpu: 0.05 })];
    const timeline = [...MEMORY.slice(0, 2), ...stale, ...MEMORY.slice(3)];

    expect(judgeMemory(memory(timeline))).toMatchObject({
      ...{ memory: 1.3, from: 2, wanted: 3, seconds: 39.5, verdict: "passed" },
    });
  });

  test("has to come back where that was watched", () => {
    const back = [...MEMORY, ...WAY_BACK];
    const never = [...MEMORY, ...WAY_BACK.slice(0, -1)];

    expect(judgeMemory(memory(back))).toMatchObject({
      wayBack: { seconds: 360 },
      verdict: "passed",
    });
    expect(judgeMemory(memory(never)).verdict).toBe("failed");
  });

  test("fails when no more pods are wanted", () => {
    const never = MEMORY.map((one) =>
      one.kind === "autoscaler" ? { ...one, state: { ...one.state, wanted: 2, cpu: 0.5 } } : one,
    );

    expect(judgeMemory(memory(never))).toMatchObject({ verdict: "failed" });
  });

  test.each([
    ["there is none", undefined, "not-done"],
    ["the watch ended", memory(MEMORY, { missing: "the watch ended" }), "missing"],
    ["its load is missing", memory(MEMORY, { load: undefined }), "no-load"],
    ["the autoscaler told nothing", memory(without(MEMORY, '"cpu"')), "no-figures"],
    ["it took too little memory", memory(MEMORY.slice(0, 6)), "other-load"],
    [
      "CPU had a reason, too",
      memory([...MEMORY.slice(0, 6), autoscaler(30, 2, { cpu: 1.3, memory: 1.3 })]),
      "other-load",
    ],
  ])("is refused when %s", (_, given, kind) => {
    expect(judgeMemory(given)).toMatchObject({ refusal: { kind }, verdict: "refused" });
  });
});
