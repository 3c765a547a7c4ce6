import { restoreAutoscaler } from "../../../../cli/bench/trials/changedAutoscaler";
import { memoryTrial } from "../../../../cli/bench/trials/memoryTrial";
import { steadyTrial } from "../../../../cli/bench/trials/steadyTrial";
import { stepTrial } from "../../../../cli/bench/trials/stepTrial";
import { trialPlanSchema } from "../../../../report/trials/trialRun";
import { sampleTrials } from "../../../report/trials/sampleTrial";
import { BEHAVIOR, FakeCluster, stageOf } from "./fakeCluster";

const PLAN = trialPlanSchema.parse({
  ...{ name: "full", rollouts: 0, evictions: 0, lossSeconds: 1, rate: 100 },
  ...{ steps: 1, defaultSteps: 1, leadSeconds: 0.03, stepSeconds: 1 },
  ...{ steadySeconds: 1, memorySeconds: 1 },
});
const HPA = "patch horizontalpodautoscalers shop";
const KEPT = JSON.stringify(JSON.stringify(BEHAVIOR));
const TAKEN = `${HPA} {"metadata":{"annotations":{"tare.dev/behavior":${KEPT}}},"spec":{"behavior":null}}`;
const BACK = `${HPA} {"metadata":{"annotations":{"tare.dev/behavior":null}},"spec":{"behavior":${JSON.stringify(BEHAVIOR)}}}`;
const own = { kind: "step", number: 1, wayBack: false } as const;
const byDefault = { ...own, kind: "default-step" } as const;

describe("a step of the load", () => {
  test("adds a second load to the first, and writes down what the autoscaler tells", async () => {
    const cluster = new FakeCluster();

    const trial = await stepTrial(stageOf(cluster), PLAN, own);

    expect(cluster.calls).toEqual(["create load", "create load", "remove pod", "remove pod"]);
    expect(trial.added).toBeDefined();
    expect(trial.scaling).toMatchObject({ fewest: 2, most: 6, fetch: 15, look: 15 });
    expect(trial.scaling).toMatchObject({ told: ["fetch", "look"], growth: { pods: 4, share: 1 } });
    expect(trial.timeline).toContainEqual(
      expect.objectContaining({ kind: "replicas", wanted: 2 }) as unknown,
    );
    const told = trial.timeline.flatMap((one) => (one.kind === "autoscaler" ? [one.state] : []));
    expect(told.slice(0, 2)).toEqual([
      { wanted: 2, found: 2, cpu: 0.05, memory: 0.5 },
      { wanted: 4, found: 2, cpu: 1.6, memory: 0.5 },
    ]);
  });

  test("takes the behaviour away for the default, and gives it back", async () => {
    const cluster = new FakeCluster();

    const { scaling } = await stepTrial(stageOf(cluster), PLAN, byDefault);

    expect(cluster.calls.filter((call) => call.startsWith("patch"))).toEqual([TAKEN, BACK]);
    expect(cluster).toMatchObject({ behavior: BEHAVIOR, kept: {} });
    expect(scaling?.growth).toEqual({ window: 0, pods: 0, share: 1, reach: 4, period: 15 });
  });

  test("gives the behaviour back after Ctrl-C, and takes both loads away", async () => {
    const cluster = new FakeCluster();
    const stop = new AbortController();
    const made = stepTrial(stageOf(cluster, stop.signal), { ...PLAN, leadSeconds: 60 }, byDefault);
    setTimeout(() => stop.abort(new Error("Ctrl-C")), 300);

    await expect(made).rejects.toThrow("Ctrl-C");

    expect(cluster.calls).toEqual([TAKEN, "create load", "remove pod", BACK]);
  });

  test("ends everything with the way out when the behaviour cannot be given back", async () => {
    const made = stepTrial(stageOf(new FakeCluster({ on: BACK })), PLAN, byDefault);

    await expect(made).rejects.toThrow(
      "what was changed of autoscaler shop in namespace ecommerce could not be put back",
    );
  });

  test("gives back what a killed run has taken", async () => {
    const cluster = new FakeCluster();
    cluster.kept = { "tare.dev/behavior": JSON.stringify(BEHAVIOR) };
    cluster.behavior = undefined;

    await restoreAutoscaler(stageOf(cluster), AbortSignal.timeout(1_000));

    expect(cluster).toMatchObject({ behavior: BEHAVIOR, kept: {} });
  });

  test("follows the way back where the plan says so", async () => {
    const trial = await stepTrial(stageOf(new FakeCluster()), PLAN, { ...own, wayBack: true });

    expect(trial.timeline.map((one) => (one.kind === "act" ? one.act : ""))).toContain("load-gone");
  });
});

test("a steady load says why it is none where no step has shown its rate", async () => {
  const trial = await steadyTrial(stageOf(new FakeCluster()), sampleTrials());

  expect(trial.missing).toBe("no step of the load has shown what a request costs");
});

test("a load that takes memory holds many connections, with a target that is put back", async () => {
  const cluster = new FakeCluster();
  const create = jest.spyOn(cluster, "create");

  const { memoryTarget } = await memoryTrial(stageOf(cluster), PLAN);

  expect(JSON.stringify(create.mock.calls)).toContain('"--connections","6000"');
  expect(memoryTarget).toBe(130 * 0.5 * 1.2);
  const patches = cluster.calls.filter((call) => call.startsWith(HPA));
  expect(patches).toHaveLength(2);
  expect(patches[0]).toContain(
    '"name":"memory","target":{"type":"Utilization","averageUtilization":78}',
  );
  expect(patches[1]).toContain('{"tare.dev/metrics":null}},"spec":{"metrics":[');
  expect(patches[1]).toContain('"averageUtilization":130');
});
