import type { RawPodSpecs } from "../../../report/podSpecs/rawPodSpecs";
import { readPodComparison } from "../../../report/podSpecs/readPodComparison";
import { podMeasurement, samplePods, withCpus } from "./samplePods";

const ALL = [0, 1, 2, 3, 4, 5];
const read = (result: RawPodSpecs) => readPodComparison(podMeasurement(result));

describe("a comparison of pod specs", () => {
  const { measured } = read(samplePods());
  const [compared] = measured?.comparisons ?? [];

  test("pairs the pods of a block and says what its spec changes, and what it does not", () => {
    expect(compared).toMatchObject({
      variant: "exclusive",
      cost: { kind: "compared", kept: 6, planned: 6, verdict: "none-shown" },
      tail: { kind: "compared", verdict: "better" },
      peak: { kind: "compared", verdict: "none-shown" },
    });
    const tail = compared.tail.kind === "compared" ? compared.tail : undefined;
    expect(tail?.ratio.estimate).toBeCloseTo(2, 6);
    expect(tail?.reference).toBeCloseTo(540e-6, 6);
  });

  test("tells what each spec came to", () => {
    expect(measured?.variants).toMatchObject([
      { name: "shared", exclusiveCores: 0, cpus: ["0-1"], limits: { cpus: 1 } },
      { name: "exclusive", exclusiveCores: 1, cpus: ["1"], readySeconds: 2.1 },
    ]);
    expect(measured?.variants[1].limits).not.toHaveProperty("cpus");
  });

  test("has its own random numbers for each quantity", () => {
    const seeds = ["cost", "tail", "peak"] as const;

    const all = seeds.map((name) => (compared[name] as { seed: number }).seed);
    expect(new Set(all).size).toBe(3);
  });

  test("drops the slices of a pod that is not what its spec says, and their pairs with it", () => {
    const { measured: rest } = read(withCpus("exclusive", "0", [2]));

    expect(rest?.dropped).toMatchObject([
      { phase: "cost", block: 2, arm: "exclusive", kind: "pod-spec" },
      { phase: "peak", block: 2, arm: "exclusive", kind: "pod-spec" },
    ]);
    expect(rest?.comparisons[0]?.cost).toMatchObject({ kept: 5, planned: 6 });
    expect(read(withCpus("exclusive", "0", [0, 1, 2, 3])).measured?.comparisons[0]).toMatchObject({
      cost: { kind: "noisy", kept: 2, planned: 6 },
    });
  });

  test("compares no tail of fewer than 1,000 answers a slice", () => {
    const sample = samplePods();
    const plan = { ...sample.plan, cost: { ...sample.plan.cost, rate: 999 } };

    expect(read({ ...sample, plan }).measured?.comparisons[0]?.tail).toEqual({
      kind: "absent",
      why: "few-answers",
    });
  });

  test("compares every further variant with the first", () => {
    const { variants, ...sample } = samplePods();
    const third = { ...variants[0], name: "third" };

    const result = { ...sample, variants: [...variants, third] };
    const { refusal } = readPodComparison({
      ...podMeasurement(result),
      images: { shared: "i", exclusive: "i", third: "i" },
    });

    expect(refusal).toEqual({ kind: "contract", arm: "third" });
  });
});

describe("a comparison is refused", () => {
  const unread = samplePods().pods.map((pod) => ({
    ...pod,
    effective: { reason: "no nodeprobe" },
  }));

  test.each<[string, Partial<RawPodSpecs>, object]>([
    [
      "the node has no room",
      { unplaced: { arm: "exclusive", reason: "Insufficient cpu" } },
      { kind: "unplaced", arm: "exclusive", detail: "Insufficient cpu" },
    ],
    [
      "no exclusive pod has cores of its own",
      withCpus("exclusive", "0-1", ALL),
      { kind: "pod-spec", arm: "exclusive", cpus: "0-1" },
    ],
    [
      "no shared pod shares",
      withCpus("shared", "0", ALL),
      { kind: "pod-spec", arm: "shared", cpus: "0" },
    ],
    [
      "nothing was read back",
      { pods: unread },
      { kind: "pod-spec", arm: "shared", detail: "no nodeprobe" },
    ],
    [
      "the counters were never read",
      { slices: samplePods().slices.map((slice) => ({ ...slice, subject: { reason: "gone" } })) },
      { kind: "no-counters", arm: "shared", detail: "gone" },
    ],
    ["nothing was verified", { verify: [] }, { kind: "contract", arm: "shared" }],
  ])("when %s", (_, change, refusal) => {
    const { refusal: found, measured } = read(samplePods(change));

    expect(found).toEqual(refusal);
    expect(measured).toBeUndefined();
  });

  test("when its log is missing, of other variants, or of a session", () => {
    const whole = podMeasurement();
    const refusal = (change: object) => readPodComparison({ ...whole, ...change }).refusal;

    expect(refusal({ log: undefined, missing: "gone" })).toEqual({
      kind: "missing",
      detail: "gone",
    });
    expect(refusal({ images: { shared: "i" } })).toMatchObject({ kind: "other-arms" });
    expect(refusal({ log: whole.log?.slice(0, -80) })).toEqual({ kind: "log", fault: "cut" });
  });
});
