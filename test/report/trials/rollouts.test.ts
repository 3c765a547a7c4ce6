import fc from "fast-check";
import { judgeRollout, judgeRollouts } from "../../../report/trials/rollouts";
import { seeded } from "../../support/property";
import { act, gone, load, pod, ROLLOUT, trial } from "./sampleTrial";

const without = (text: string) => ROLLOUT.filter((one) => !JSON.stringify(one).includes(text));

describe("a rolling update", () => {
  test("takes until the last pod of before has gone, and counts its requests", () => {
    expect(judgeRollout(trial("rollout", ROLLOUT))).toEqual({
      ...{ number: 1, seconds: 11.5, pods: 2, requests: 3_000, failed: 0 },
    });
  });

  test.each(["connect", "read", "status", "body", "timeout"])(
    "counts a request that failed by %s",
    (kind) => {
      const judged = judgeRollout(trial("rollout", ROLLOUT, { load: load(30, { [kind]: 3 }) }));

      expect(judged).toMatchObject({ failed: 3, firstError: "the server closed the connection" });
    },
  );

  test("counts the requests of the loads that took over, where each ran in time", () => {
    const acts = [act(10, "more-sent"), act(11, "more-runs"), act(20, "more-sent")];
    const of = (runs: number, errors = {}) =>
      trial("rollout", [...ROLLOUT, ...acts, act(runs, "more-runs")], {
        load: load(12),
        more: [load(6), load(6, errors)],
      });
    const late = [...ROLLOUT.slice(0, -1), ...acts, act(15, "more-runs"), gone(25, "b")];
    const more = { load: load(12), more: [load(6), load(6)] };

    expect(judgeRollout(of(15))).toMatchObject({ seconds: 11.5, requests: 2_400, failed: 0 });
    expect(judgeRollout(of(15, { status: 2 }))).toMatchObject({ failures: { status: 2 } });
    expect(judgeRollout(trial("rollout", late, more))).toMatchObject({ seconds: 22.5 });
  });

  test("takes no load for one that took over too late", () => {
    const acts = [act(10, "more-sent"), act(13.7, "more-runs")];
    const given = trial("rollout", [...ROLLOUT, ...acts], { load: load(12), more: [load(6)] });

    expect(judgeRollout(given)).toMatchObject({ refusal: { kind: "not-ended" } });
  });

  test("has failed what failed before its load ended, though nobody saw its end", () => {
    const given = trial("rollout", ROLLOUT, { load: load(12, { read: 1 }) });

    expect(judgeRollout(given)).toMatchObject({ failed: 1, pods: 2 });
    expect(judgeRollout(given).seconds).toBeUndefined();
    expect(judgeRollouts([given], 1).verdict).toBe("failed");
  });

  test("is refused, never 0, where there is no load", () => {
    const more = { load: undefined, missing: "the image cannot be pulled" };

    expect(judgeRollout(trial("rollout", ROLLOUT, more))).toEqual({
      number: 1,
      refusal: { kind: "missing", detail: "the image cannot be pulled" },
    });
  });

  test.each([
    ["it outlasts the load", trial("rollout", ROLLOUT, { load: load(12) }), "not-ended"],
    ["an old pod does not go", trial("rollout", without('"gone","uid":"b"')), "not-ended"],
    ["nothing was ordered", trial("rollout", without('"rollout"')), "not-done"],
    [
      "it was ordered before the load had settled",
      trial("rollout", [...without('"rollout"').slice(0, 4), act(1.5, "rollout")]),
      "not-done",
    ],
    ["no pod is known", trial("rollout", ROLLOUT.slice(2)), "not-done"],
  ])("is refused when %s", (_, given, kind) => {
    expect(judgeRollout(given)).toEqual({ number: 1, refusal: { kind } });
  });

  test("lasts until new pods serve, should they be later than the end of the old", () => {
    const late = [
      ...ROLLOUT.filter((one) => one.kind !== "pod" || one.pod.uid !== "d" || !one.pod.ready),
      pod(20, "d"),
    ];

    expect(judgeRollout(trial("rollout", late))).toMatchObject({ seconds: 17.5 });
  });
});

describe("all rolling updates", () => {
  const good = (number: number) => trial("rollout", ROLLOUT, { number });
  const bad = (number: number) =>
    trial("rollout", ROLLOUT, { number, load: load(30, { read: 1 }) });
  const unseen = (number: number) => trial("rollout", [], { number, missing: "no" });

  test.each([
    ["passed", [good(1), good(2)]],
    ["failed", [good(1), bad(2)]],
    ["failed", [unseen(1), bad(2)]],
    ["incomplete", [good(1), unseen(2)]],
    ["incomplete", [good(1)]],
    ["refused", [unseen(1), unseen(2)]],
    ["refused", []],
  ])("are %s", (verdict, trials) => {
    expect(judgeRollouts(trials, 2).verdict).toBe(verdict);
  });

  test("sum up what was seen, and pass only when every planned one failed nothing", () => {
    const outcome = fc.option(fc.integer({ min: 0, max: 5 }));
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 8 }), fc.nat(8), (outcomes, more) => {
        const trials = outcomes.map((failed, index) =>
          failed === null
            ? unseen(index + 1)
            : trial("rollout", ROLLOUT, { number: index + 1, load: load(30, { read: failed }) }),
        );
        const seen = outcomes.filter((failed) => failed !== null);

        const judged = judgeRollouts(trials, outcomes.length + more);

        expect(judged.failed).toBe(seen.reduce((sum, failed) => sum + failed, 0));
        expect(judged.requests).toBe(3_000 * seen.length);
        const whole = more === 0 && seen.length === outcomes.length && seen.length > 0;
        expect(judged.verdict === "passed").toBe(whole && judged.failed === 0);
        expect(judged.verdict === "failed").toBe(judged.failed > 0);
      }),
      seeded(200),
    );
  });

  test("do not depend on what is seen after the end of each", () => {
    const times = fc.array(fc.double({ min: 14.1, max: 30, noNaN: true }), { maxLength: 5 });
    fc.assert(
      fc.property(times, (later) => {
        const more = [...later].sort((a, b) => a - b).map((time) => pod(time, "e"));
        const judged = judgeRollout(trial("rollout", [...ROLLOUT, ...more, gone(31, "e")]));

        expect(judged.seconds).toBe(11.5);
      }),
      seeded(100),
    );
  });
});
