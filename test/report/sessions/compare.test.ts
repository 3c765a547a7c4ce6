import { type RawResult, rawResultSchema } from "../../../report/rawResult";
import {
  compare,
  type Compared,
  compareTails,
  FEWEST_OF_TAIL,
} from "../../../report/sessions/compare";
import { judgeSlices } from "../../../report/sessions/judgeSlices";
import { REFERENCE, RESULT, SERVERS, withSlices } from "../sample";
import { sampleResult, WIRE_BYTES } from "../sampleSession";
import { costSession, startOf } from "../sampleStarts";
import { sampleVariant } from "../sampleVariants";

const [TOKIO, HYPERLANE] = SERVERS;

function comparedIn(result: RawResult, phase: "cost" | "peak" = "cost"): Compared {
  const comparison = compare([startOf(result)], 1, phase);
  if (comparison.kind !== "compared") throw new Error(`it is ${comparison.kind}`);
  return comparison;
}

test("the figures of both arms are those of the kept pairs, and their ratio is the ratio", () => {
  const compared = comparedIn(RESULT);

  expect(compared.reference).toBeCloseTo(10e-6, 7);
  expect(compared.subject).toBeCloseTo(HYPERLANE.cost * 1e-6, 6);
  expect(compared.ratio.estimate).toBeCloseTo(compared.reference / compared.subject, 12);
  expect(compared.verdict).toBe("worse");
});

test("the peak's ratio is the other way round: more is better", () => {
  const compared = comparedIn(RESULT, "peak");

  expect(compared.ratio.estimate).toBeCloseTo(compared.subject / compared.reference, 12);
  expect(compared.ratio.estimate).toBeCloseTo(HYPERLANE.peak / REFERENCE.peak, 1);
  expect(compared).toMatchObject({ verdict: "worse", bound: { reference: true, subject: false } });
});

describe("p99 at one rate for both arms", () => {
  const slow = { name: "slow", latency: HYPERLANE.latency * 1.5 };
  const settings = sampleVariant("tuning", HYPERLANE, slow, { BACKLOG: "4096" });
  const tails = (result: RawResult) => compareTails([startOf(result)], 1);

  test("is worse where it is longer, pair by pair", () => {
    const compared = tails(settings) as Compared;

    expect(compared).toMatchObject({ planned: 4, kept: 4, verdict: "worse" });
    expect(compared.ratio.estimate).toBeCloseTo(1 / 1.5, 1);
    expect(compared.subject).toBeCloseTo(3 * slow.latency * 1e-6, 4);
  });

  test("is not compared where each server has a rate of its own", () => {
    expect(tails(RESULT)).toEqual({ kind: "absent" });
  });

  test("is not compared where less than ten answers lie above it", () => {
    const answering = (requests: number): RawResult => ({
      ...settings,
      slices: settings.slices.map((slice) =>
        slice.phase === "latency"
          ? { ...slice, requests, planned: requests, wireBytes: requests * WIRE_BYTES }
          : slice,
      ),
    });

    expect(tails(answering(FEWEST_OF_TAIL)).kind).toBe("compared");
    expect(tails(answering(FEWEST_OF_TAIL - 1))).toEqual({ kind: "absent", why: "few-answers" });
  });

  test("is not compared in results of one long slice an arm", () => {
    const { load, peak } = settings.plan.latency;
    const plan = { ...settings.plan, latency: { seconds: 15, load, peak } };
    const text = JSON.stringify({ ...settings, plan });

    expect(tails(rawResultSchema.parse(JSON.parse(text)))).toEqual({ kind: "absent" });
  });
});

test("the peak's slices tell what a request costs there, too", () => {
  const slices = judgeSlices(RESULT);
  const dearer = slices.map((one) => {
    const { subject } = one.slice;
    if (one.slice.phase !== "peak" || !("cpuSeconds" in subject)) return one;
    const cpuSeconds = (subject.cpuSeconds ?? 0) * 3;
    return { ...one, slice: { ...one.slice, subject: { ...subject, cpuSeconds } } };
  });
  const [once, three] = [slices, dearer].map((all) =>
    compare([{ result: RESULT, slices: all }], 1, "peak", "cost"),
  );

  expect(once).toMatchObject({ kind: "compared", verdict: "worse" });
  expect([once, three].map((one) => (one as Compared).bound.reference)).toEqual([false, false]);
  expect((three as Compared).subject / (once as Compared).subject).toBeCloseTo(3, 9);
});

test("a peak that the generator held back decides only for its own arm", () => {
  const tokio = comparedIn(sampleResult(REFERENCE, TOKIO), "peak");
  expect(tokio).toMatchObject({ verdict: "generator-bound", bound: { subject: true } });

  const slow = { ...REFERENCE, generator: 0.5, peak: 100_000 };
  expect(comparedIn(sampleResult(slow, TOKIO), "peak").verdict).toBe("better");

  const fast = { ...REFERENCE, generator: 0.5, peak: 200_000 };
  expect(comparedIn(sampleResult(fast, TOKIO), "peak").verdict).toBe("generator-bound");
});

test("a generator that waits for its core is as busy as one that has it", () => {
  const half = sampleResult({ ...REFERENCE, generator: 0.5 }, { ...TOKIO, generator: 0.5 });
  const waiting = (share: number) => ({
    ...half,
    slices: half.slices.map((slice) => {
      const generator = { ...slice.generator, waitSeconds: share * slice.seconds };
      return { ...slice, generator };
    }),
  });

  const bounds = [0.4, 0.46].map((share) => comparedIn(waiting(share), "peak").bound.subject);

  expect(bounds).toEqual([false, true]);
});

test("fewer than half of the pairs give no figure", () => {
  const spoil = (pairs: number): RawResult => {
    let seen = 0;
    return withSlices(({ phase }) => {
      if (phase === "cost") seen += 1;
      return phase === "cost" && seen <= 2 * pairs ? { idleCpuSeconds: 1 } : {};
    });
  };

  expect(comparedIn(spoil(6)).kept).toBe(6);
  expect(compare([startOf(spoil(7))], 1, "cost")).toEqual({
    kind: "noisy",
    planned: 12,
    kept: 5,
  });
});

test("a plan without the phase has nothing to compare", () => {
  const none = sampleResult(REFERENCE, TOKIO, { blocks: { peak: 0, cost: 1 } });

  expect(compare([startOf(none)], 1, "peak")).toEqual({ kind: "absent" });
  expect(comparedIn(none).verdict).toBe("too-few-pairs");
});

test("the seed is told, differs between comparisons and gives the same interval again", () => {
  const compared = comparedIn(RESULT);

  expect(comparedIn(RESULT)).toEqual(compared);
  expect(comparedIn(RESULT, "peak").seed).not.toBe(compared.seed);
});

test.each([6, 22])(
  "of 200 servers compared with themselves in %i pairs, at most 16 differ",
  (pairs) => {
    const verdicts = Array.from(
      { length: 200 },
      (_, index) => comparedIn(costSession(1, pairs, 1_000 + index)).verdict,
    );

    const different = verdicts.filter((verdict) => verdict !== "none-shown").length;
    expect(different).toBeLessThanOrEqual(16);
    // So many false alarms are due; none at all would mean intervals that are too wide.
    expect(different).toBeGreaterThan(0);
  },
);

test("3 % more CPU is found in 22 pairs, and told within half a point on the average", () => {
  const found = Array.from({ length: 50 }, (_, index) => comparedIn(costSession(1.03, 22, index)));

  expect(found.filter(({ verdict }) => verdict === "worse").length).toBeGreaterThanOrEqual(45);
  const mean = found.reduce((sum, { ratio }) => sum + 1 / ratio.estimate, 0) / found.length;
  expect(Math.abs(mean - 1.03)).toBeLessThan(0.005);
});
