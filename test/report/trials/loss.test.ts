import fc from "fast-check";
import { judgeLoss } from "../../../report/trials/loss";
import type { Observation } from "../../../report/trials/timeline";
import { seeded } from "../../support/property";
import { answer, gone, LOSS, pod, trial } from "./sampleTrial";

const judged = (timeline: readonly Observation[]) => judgeLoss(trial("loss", timeline));
const sorted = (timeline: readonly Observation[]) => [...timeline].sort((a, b) => a.at - b.at);
const joined = (...more: readonly Observation[]) => judged(sorted([...LOSS, ...more]));
const without = (text: string) => LOSS.filter((one) => !JSON.stringify(one).includes(text));

describe("the loss of the database", () => {
  test("passes with its times, counted from the order and from the database's return", () => {
    expect(judged(LOSS)).toEqual({
      ...{ lossSeconds: 1, restarts: 0, notReady: 5, ready: 2, answers: 3, bad: 0, slowest: 1.7 },
      verdict: "passed",
    });
  });

  test.each([
    ["another status", answer(10, { status: 500 })],
    ["a good answer that cannot be", answer(10, { status: 200 })],
    ["no Retry-After", answer(10, { retryAfter: false })],
    ["an answer that is late", answer(10, { millis: 2_001 })],
    ["no answer", answer(10, { status: undefined, millis: 5_000 })],
  ])("fails by %s", (_, one) => {
    expect(joined(one)).toMatchObject({ answers: 4, bad: 1, verdict: "failed" });
  });

  test("asks nothing of answers before the database's pod was gone, or as it comes back", () => {
    const fine = { status: 200, retryAfter: false };

    expect(joined(answer(3.9, fine), answer(32.5, fine))).toMatchObject({ answers: 3, bad: 0 });
  });

  test("fails by a restart, also of a pod that came later", () => {
    expect(joined(pod(20, "a", { ready: false, restarts: 1 }))).toMatchObject({
      ...{ restarts: 1, verdict: "failed" },
    });
    expect(joined(pod(38, "late", { restarts: 2 }))).toMatchObject({ restarts: 2 });
  });

  test("counts no restart of before", () => {
    const before = LOSS.map((one) =>
      one.kind === "pod" && one.pod.uid === "a"
        ? { ...one, pod: { ...one.pod, restarts: 4 } }
        : one,
    );

    expect(judged(before)).toMatchObject({ restarts: 0, verdict: "passed" });
  });

  test("fails when a pod stays ready, or is ready again only late, or never", () => {
    const ready = LOSS.filter((one) => one.kind !== "pod" || one.pod.uid !== "b" || one.at === 0);
    const late = LOSS.map((one) => (one.at === 39_000 ? { ...one, at: 47_100 } : one));
    const never = LOSS.slice(0, -1);

    expect(judged(ready)).toMatchObject({ notReady: undefined, verdict: "failed" });
    expect(judged(late)).toMatchObject({ verdict: "failed" });
    expect(judged(late).ready).toBeCloseTo(10.1);
    expect(judged(never)).toMatchObject({ ready: undefined, verdict: "failed" });
  });

  test("takes a pod that went for one that is not ready", () => {
    const left = [...LOSS.filter((one) => one.at !== 8_000 && one.at !== 39_000), gone(9, "b")];

    expect(judged(sorted(left))).toMatchObject({ notReady: 6, ready: 1, verdict: "passed" });
  });

  test.each([
    ["there is no trial", undefined, "not-done"],
    ["nothing was ordered", trial("loss", without("database-off")), "not-done"],
    ["the database never went", trial("loss", without('"gone"')), "not-ended"],
    [
      "the database never came back",
      trial(
        "loss",
        LOSS.filter((one) => one.at !== 37_000),
      ),
      "not-ended",
    ],
    ["no pod was asked", trial("loss", without('"answer"')), "no-answers"],
    ["the watch ended", trial("loss", LOSS, { missing: "the watch ended" }), "missing"],
  ])("is refused when %s", (_, given, kind) => {
    expect(judgeLoss(given)).toMatchObject({ refusal: { kind }, verdict: "refused" });
  });

  test("counts every answer once, as good or as bad, and passes only without a bad one", () => {
    const status = fc.constantFrom(503, 200, 500, undefined);
    const one = fc.record({
      seconds: fc.double({ min: 4, max: 31.9, noNaN: true }),
      status,
      retryAfter: fc.boolean(),
      millis: fc.integer({ min: 0, max: 4_000 }),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 20 }), (all) => {
        const more = all.map(({ seconds, ...rest }) => answer(seconds, rest));
        const bad = all.filter(
          (each) => each.status !== 503 || !each.retryAfter || each.millis > 2_000,
        );

        const loss = joined(...more);

        expect(loss.answers).toBe(3 + all.length);
        expect(loss.bad).toBe(bad.length);
        expect(loss.verdict).toBe(bad.length === 0 ? "passed" : "failed");
      }),
      seeded(200),
    );
  });
});
