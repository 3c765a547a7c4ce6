import { evictionsTrial } from "../../../../cli/bench/trials/evictionsTrial";
import { lossTrial } from "../../../../cli/bench/trials/lossTrial";
import { type Answer } from "../../../../cli/bench/trials/podQuestions";
import { removeAnnotation, rolloutTrial } from "../../../../cli/bench/trials/rolloutTrial";
import { judgeEvictions } from "../../../../report/trials/evictions";
import { judgeRollout } from "../../../../report/trials/rollouts";
import { timesOf } from "../../../../report/trials/timeline";
import { trialPlanSchema } from "../../../../report/trials/trialRun";
import { FakeCluster, stageOf } from "./fakeCluster";

const PLAN = trialPlanSchema.parse({
  ...{ name: "short", rollouts: 1, evictions: 2, lossSeconds: 0.3, rate: 100 },
});
const AWAY = 'patch statefulset shop-database {"spec":{"replicas":0}}';
const BACK = 'patch statefulset shop-database {"spec":{"replicas":1}}';
const annotated = (value: string): string =>
  `patch deployment shop {"spec":{"template":{"metadata":{"annotations":{"tare.dev/trial":${value}}}}}}`;

const answers = (answer: Partial<Answer> = {}) => {
  const fine = { status: 200, retryAfter: false, millis: 1 };
  return () => Promise.resolve({ ...fine, ...answer });
};

describe("a rolling update", () => {
  test("is made by an annotation, under load from before it to after it", async () => {
    const cluster = new FakeCluster();

    const trial = await rolloutTrial(stageOf(cluster), 3, false);

    expect(cluster.calls).toEqual(["create load", annotated('"run-3"'), "remove pod"]);
    expect(judgeRollout(trial)).toMatchObject({ number: 3, pods: 2, failed: 0, requests: 3_000 });
  });

  describe("that takes long", () => {
    beforeEach(() => jest.useFakeTimers());
    afterEach(() => jest.useRealTimers());

    test("has the load go on until it is over", async () => {
      const cluster = new FakeCluster();
      cluster.rolloutSeconds = 40;

      const made = rolloutTrial(stageOf(cluster), 1, false);
      await jest.advanceTimersByTimeAsync(60_000);
      const trial = await made;

      expect(trial.more).toHaveLength(2);
      expect(timesOf("more-sent", trial.timeline)).toEqual([15_000, 30_000]);
      expect(judgeRollout(trial)).toMatchObject({ seconds: 40, requests: 9_000, failed: 0 });
    });

    test("is refused after 100 s", async () => {
      const cluster = new FakeCluster();
      cluster.rolloutSeconds = 200;

      const made = rolloutTrial(stageOf(cluster), 1, false);
      await jest.advanceTimersByTimeAsync(100_000);
      const trial = await made;

      expect(trial.more).toHaveLength(5);
      expect(judgeRollout(trial)).toMatchObject({ refusal: { kind: "not-ended" } });
    });
  });

  test("takes the annotation away again when it is the last one", async () => {
    const cluster = new FakeCluster();
    cluster.annotations = { "tare.dev/trial": "run-2" };

    await rolloutTrial(stageOf(cluster), 3, true);
    await removeAnnotation(stageOf(cluster), AbortSignal.timeout(1_000));

    expect(cluster.calls).toEqual(["create load", annotated("null"), "remove pod"]);
  });

  test("is put back by a patch of its own where the last one was not made", async () => {
    const cluster = new FakeCluster();
    await rolloutTrial(stageOf(cluster), 1, false);

    await removeAnnotation(stageOf(cluster), AbortSignal.timeout(1_000));

    expect(cluster.calls.at(-1)).toBe(annotated("null"));
    expect(cluster.annotations).toEqual({});
  });

  test.each([
    ["the load cannot be made", "create", "create load failed"],
    ["the pods cannot be watched", "watch", "the watch of the pods ended too early"],
  ])("says why it shows nothing when %s", async (_, on, missing) => {
    const trial = await rolloutTrial(stageOf(new FakeCluster({ on })), 1, false);

    expect(trial).toMatchObject({ missing });
    expect(trial.load).toBeUndefined();
  });
});

describe("evictions", () => {
  test("ask again until the budget lets a pod go, and only for pods that serve", async () => {
    const cluster = new FakeCluster();
    cluster.refusals.push(2);

    const trial = await evictionsTrial(stageOf(cluster), PLAN);

    expect(cluster.calls.filter((call) => call.startsWith("evict"))).toEqual([
      ...["evict pod-a not now", "evict pod-a not now", "evict pod-a yes", "evict pod-b yes"],
    ]);
    expect(judgeEvictions(trial, 2)).toMatchObject({ heldUp: 2, fewestReady: 1 });
  });
});

describe("evictions that take long", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test("have the load go on until the last", async () => {
    const cluster = new FakeCluster();
    cluster.refusals.push(60);

    const made = evictionsTrial(stageOf(cluster), PLAN);
    await jest.advanceTimersByTimeAsync(60_000);
    const trial = await made;

    expect(trial.more).toHaveLength(1);
    expect(judgeEvictions(trial, 2)).toMatchObject({ longestBlock: 30, requests: 6_000 });
  });

  test("take the further load away after Ctrl-C, too", async () => {
    const cluster = new FakeCluster();
    cluster.refusals.push(200);
    const stop = new AbortController();

    const made = evictionsTrial(stageOf(cluster, stop.signal), PLAN).catch(String);
    await jest.advanceTimersByTimeAsync(20_000);
    stop.abort(new Error("Ctrl-C"));

    expect(await made).toBe("Error: Ctrl-C");
    const loads = cluster.calls.filter((call) => !call.startsWith("evict"));
    expect(loads).toEqual(["create load", "create load", "remove pod", "remove pod"]);
  });
});

describe("the loss of the database", () => {
  test("asks each pod all the time, and gives the database back", async () => {
    const cluster = new FakeCluster();

    const { timeline } = await lossTrial(stageOf(cluster), PLAN, answers());

    expect(cluster.calls).toEqual(["create load", AWAY, BACK, "remove pod"]);
    const asked = timeline.filter((one) => one.kind === "answer").map(({ uid }) => uid);
    expect(new Set(asked)).toEqual(new Set(["a", "b"]));
  });

  test("gives the database back after Ctrl-C, and takes the load away", async () => {
    const cluster = new FakeCluster();
    const stop = new AbortController();
    const away = lossTrial(stageOf(cluster, stop.signal), { ...PLAN, lossSeconds: 60 }, answers());
    setTimeout(() => stop.abort(new Error("Ctrl-C")), 600);

    await expect(away).rejects.toThrow("Ctrl-C");

    expect(cluster.calls).toEqual(["create load", AWAY, BACK, "remove pod"]);
  });

  test("gives it back when taking it away has failed, as far as anybody knows", async () => {
    const cluster = new FakeCluster({ on: AWAY });

    const trial = await lossTrial(stageOf(cluster), PLAN, answers());

    expect(cluster.calls).toContain(BACK);
    expect(trial.missing).toBe(`${AWAY} failed`);
  });

  test("ends everything with the way out when the database cannot be given back", async () => {
    const lost = lossTrial(stageOf(new FakeCluster({ on: BACK })), PLAN, answers());

    await expect(lost).rejects.toMatchObject({
      message: expect.stringContaining("could not be scaled back") as string,
    });
  });

  test.each([
    [{ status: undefined }, "gave no answer"],
    [{ status: 503 }, "answered 503"],
  ])("is not tried where pods cannot be asked before: %j", async (answer, said) => {
    const cluster = new FakeCluster();

    const trial = await lossTrial(stageOf(cluster), PLAN, answers(answer));

    expect(cluster.calls).not.toContain(AWAY);
    expect(trial.missing).toBe(`pod pod-a, asked through the API server, ${said} before the loss`);
  });
});
