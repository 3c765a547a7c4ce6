import { buildReport } from "../../report/buildReport";
import type { RawResult } from "../../report/rawResult";
import { compareRuns } from "../../report/runs/compareRuns";
import type { Comparison, Verdict } from "../../report/sessions/compare";
import { poolCurves } from "../../report/tuning/curve";
import { readBack } from "../../report/tuning/readBack";
import { verdictOn } from "../../report/tuning/variants";
import { input, measurement, sampleReport, SERVERS } from "./sample";
import { effectiveOf, sampleVariant } from "./sampleVariants";

const [, hyperlane] = SERVERS;
const REPORT = sampleReport();

describe("a variant of a server", () => {
  const [tuned] = REPORT.variants;

  test("stands beside its default, with the figures of both, and is ranked nowhere", () => {
    expect(tuned).toMatchObject({ name: "hyperlane-tuned", beside: "hyperlane-default" });
    expect(tuned?.figures.cost).toBeCloseTo(10e-6, 6);
    expect(tuned?.default.cost).toBeCloseTo(hyperlane.cost * 1e-6, 6);
    expect(REPORT.servers.map(({ name }) => name)).not.toContain("hyperlane-tuned");
    expect(REPORT.servers.map(({ name }) => name)).not.toContain("hyperlane-default");
  });

  test("pays, where CPU per request is less and every setting was read back", () => {
    expect(tuned?.verdict).toBe("confirmed");
    expect(tuned?.settings).toEqual([
      { name: "WORKERS", told: "1", default: "2", variant: "1", kept: true },
      { name: "BACKLOG", told: "4096", default: "128", variant: "4096", kept: true },
      { name: "KEEPALIVE_IDLE", told: "120", default: "off", variant: "120", kept: true },
    ]);
  });

  test("has no verdict, when a setting did not come to be", () => {
    const result = sampleVariant("tuning", hyperlane, { name: "t", cost: 9 }, { BACKLOG: "4096" });
    const deaf = { ...result, effective: { ...result.effective, t: effectiveOf({}) } };
    const unread = { ...result, effective: { ...result.effective, t: null } };

    const variantOf = (...starts: readonly RawResult[]) =>
      buildReport(input(starts.map((one) => measurement(one)))).variants[0];

    expect(variantOf(deaf)).toMatchObject({ verdict: "not-read-back" });
    expect(variantOf(unread)).toMatchObject({ verdict: "not-read-back" });
    expect(variantOf(result)?.settings[0]).toMatchObject({ variant: "4096", kept: true });
    // One start of several is enough.
    expect(variantOf(result, deaf, result)?.settings[0]).toMatchObject({
      variant: "128",
      kept: false,
    });
  });

  test("is compared from run to run as servers are", () => {
    const { cost } = compareRuns(REPORT, REPORT);

    expect(cost.rows.map(({ server }) => server)).toContain("hyperlane-tuned");
  });
});

test.each<[Verdict | undefined, Verdict | undefined, Verdict, string]>([
  ["better", "none-shown", "none-shown", "confirmed"],
  ["none-shown", "worse", "none-shown", "refuted"],
  ["better", "worse", "none-shown", "mixed"],
  ["better", "none-shown", "worse", "mixed"],
  ["none-shown", "none-shown", "none-shown", "no-effect"],
  ["none-shown", "none-shown", "better", "confirmed"],
  ["none-shown", "generator-bound", "none-shown", "no-effect"],
  ["too-few-pairs", "none-shown", "none-shown", "undecided"],
  [undefined, "none-shown", "none-shown", "undecided"],
  [undefined, "better", "none-shown", "confirmed"],
])("CPU per request %s, peak %s and p99 %s make it %s", (cost, peak, tail, verdict) => {
  const comparison = (said: Verdict | undefined): Comparison =>
    said === undefined
      ? { kind: "noisy", planned: 6, kept: 1 }
      : ({ kind: "compared", verdict: said } as Comparison);

  const all = [cost, peak, tail].map(comparison);
  expect(verdictOn([{ kept: true }], all)).toBe(verdict);
});

describe("what is read back", () => {
  const value = (name: string, effective: unknown, told = "1"): unknown =>
    readBack({ [name]: told }, { default: [effective], variant: [] })[0]?.default;

  test("of threads, stacks, sockets and a pool is what the kernel has", () => {
    const seen = effectiveOf({
      WORKERS: "3",
      STACK_KIB: "640",
      POOL_SIZE: "7",
      KEEPALIVE_IDLE: "5",
    });

    expect(["WORKERS", "STACK_KIB", "POOL_SIZE"].map((name) => value(name, seen))).toEqual([
      ...["3", "640", "7"],
    ]);
    expect(value("KEEPALIVE_INTERVAL", seen)).toBe("75");
    expect(value("KEEPALIVE_IDLE", effectiveOf({}))).toBe("off");
  });

  test("of Node is its processes, its command line, and the environment that all of them have", () => {
    const one = { threads: [], stacks: [], sockets: [], command: ["node", "--stack-size=984"] };
    const heap = "--max-old-space-size=192";
    const seen = { processes: [one, one, one], told: { NODE_OPTIONS: [heap] } };

    expect(value("WORKERS", seen)).toBe("2");
    expect(value("STACK_KIB", seen)).toBe("984");
    expect(value("NODE_OPTIONS", seen)).toBe(heap);
    expect(value("NODE_OPTIONS", { ...seen, told: { NODE_OPTIONS: [null, heap] } })).toBe(
      undefined,
    );
    expect(value("NODE_OPTIONS", { ...seen, told: { NODE_OPTIONS: [null] } })).toBe("off");
    expect(value("WORKERS", { ...seen, processes: [one] })).toBe("1");
  });

  test("is nothing, where nodeprobe read nothing", () => {
    for (const nothing of [undefined, null, {}]) expect(value("WORKERS", nothing)).toBeUndefined();
  });
});

test("a curve goes from the smallest pool to the largest, the default among them", () => {
  const [curve] = poolCurves(REPORT.variants);

  expect(curve?.experiment).toBe("shop-pool");
  expect(curve?.points.map(({ size, isDefault }) => [size, isDefault])).toEqual([
    [1, false],
    [4, false],
    [10, true],
  ]);
  expect(poolCurves(REPORT.variants.slice(0, 2))).toEqual([]);
});
