import fc from "fast-check";
import { judgeEvictions } from "../../../report/trials/evictions";
import type { Observation } from "../../../report/trials/timeline";
import { seeded } from "../../support/property";
import { act, eviction, EVICTIONS, load, pod, trial } from "./sampleTrial";

const judged = (timeline: readonly Observation[], planned = 2) =>
  judgeEvictions(trial("evictions", timeline), planned);

describe("evictions", () => {
  test("pass with the time that each was held up, and the fewest pods that served", () => {
    expect(judged(EVICTIONS)).toEqual({
      ...{ planned: 2, blocks: [0, 2.5], heldUp: 2, longestBlock: 2.5, fewestReady: 1 },
      ...{ requests: 3_000, failed: 0, verdict: "passed" },
    });
  });

  test("fail when no pod served at one moment", () => {
    const down = [...EVICTIONS.slice(0, 7), pod(2.9, "b", { ready: false }), ...EVICTIONS.slice(7)];

    expect(judged(down)).toMatchObject({ fewestReady: 0, verdict: "failed" });
  });

  test("take no pod for serving that was told to go", () => {
    const both = [...EVICTIONS.slice(0, 7), pod(2.9, "b", { terminating: true })];

    expect(judged(both).fewestReady).toBe(0);
  });

  test("fail when one is held up for more than 120 s, let through or not", () => {
    const late = [...EVICTIONS.slice(0, 8), pod(100, "c"), eviction(124, "b", true)];
    const never = [...EVICTIONS.slice(0, 8), eviction(124, "b", false)];

    expect(judged(late)).toMatchObject({ longestBlock: 121, verdict: "failed" });
    expect(judged(never)).toMatchObject({ longestBlock: 121, blocks: [0], verdict: "failed" });
  });

  test("are incomplete when fewer were made than planned", () => {
    expect(judged(EVICTIONS, 3).verdict).toBe("incomplete");
  });

  test.each([
    ["there is no trial", undefined, { kind: "not-done" }],
    ["nothing was evicted", trial("evictions", EVICTIONS.slice(0, 4)), { kind: "not-done" }],
    [
      "the watch ended",
      trial("evictions", EVICTIONS, { missing: "the watch ended" }),
      { kind: "missing", detail: "the watch ended" },
    ],
  ])("are refused when %s", (_, given, refusal) => {
    expect(judgeEvictions(given, 2)).toMatchObject({ refusal, verdict: "refused" });
  });

  test("tell no failed requests where the load did not last", () => {
    const short = judgeEvictions(trial("evictions", EVICTIONS, { load: load(3) }), 2);

    expect(short).not.toHaveProperty("failed");
    expect(short.verdict).toBe("passed");
  });

  test("are held up from the first no to the yes, whatever comes between", () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(gaps, { minLength: 1, maxLength: 5 }), (pods) => {
        let time = 2;
        const asked = pods.flatMap((noes, index) => {
          const uid = `p${index}`;
          const all = [pod(time, uid), ...noes.map((gap) => eviction((time += gap), uid, false))];
          return [...all, eviction((time += 1), uid, true)];
        });
        const expected = pods.map((noes) => noes.slice(1).reduce((sum, gap) => sum + gap, 1));

        const { blocks, longestBlock, heldUp } = judged([
          pod(0, "z"),
          act(1, "load-runs"),
          ...asked,
        ]);

        expect(blocks).toEqual(expected);
        expect(longestBlock).toBe(Math.max(...expected));
        expect(heldUp).toBe(pods.flat().length);
      }),
      seeded(100),
    );
  });
});
