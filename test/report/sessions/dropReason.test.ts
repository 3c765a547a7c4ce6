import { CLAIMS } from "../../../report/claims/claims";
import { type RawResult, type RawSlice, useOf } from "../../../report/rawResult";
import { DROP_LIMITS, type DropKind, dropReason } from "../../../report/sessions/dropReason";
import { formatFor } from "../../../report/texts/format";
import { enReasons, frReasons } from "../../../report/texts/reasons";
import { RESULT } from "../sample";
import { WIRE_BYTES } from "../sampleSession";

const first = (phase: RawSlice["phase"]): RawSlice =>
  RESULT.slices.find((slice) => slice.phase === phase) as RawSlice;
const PEAK = first("peak");
const COST = first("cost");

function reasonFor(slice: RawSlice, change: Partial<RawSlice>): DropKind | undefined {
  return dropReason({ ...slice, ...change }, RESULT)?.kind;
}

/** CPU seconds that the machine may be busy above what the sample already is, to the limit. */
const FOREIGN = DROP_LIMITS.foreignCpu * COST.machine.cores * COST.seconds;
const busier = (seconds: number, { machine }: RawSlice = COST) => ({
  machine: { ...machine, busySeconds: machine.busySeconds + seconds },
});
const answered = (share: number, { requests, wireBytes }: RawSlice = COST) => ({
  requests: requests * share,
  wireBytes: wireBytes * share,
});

test("a slice without a fault is kept, in every phase", () => {
  expect(RESULT.slices.map((slice) => dropReason(slice, RESULT))).toEqual(
    RESULT.slices.map(() => undefined),
  );
});

describe("a slice of the cost phase is dropped, when", () => {
  test.each<[DropKind, string, Partial<RawSlice>]>([
    ["no-answers", "nothing was answered", { requests: 0, wireBytes: 0 }],
    ["errors", "one status was wrong", { errors: { ...COST.errors, status: 1 } }],
    ["errors", "one request timed out", { errors: { ...COST.errors, timeout: 1 } }],
    ["no-counters", "its counters were not read", { subject: { reason: "nodeprobe is gone" } }],
    ["idle-arm", "the other arm ran", { idleCpuSeconds: 0.0101 }],
    ["foreign-cpu", "another program ran", busier(FOREIGN * 10)],
    ["steal", "the host gave less", { machine: { ...COST.machine, stealSeconds: 0.101 } }],
    [
      "generator-throttled",
      "the generator ran into its limit",
      { generator: { ...COST.generator, throttledSeconds: 0.001 } },
    ],
    ["missed-sends", "too few were answered", answered(0.998)],
    ["missed-sends", "more were answered than sent", answered(1.002)],
    ["wire-bytes", "the answers were shorter", { wireBytes: COST.wireBytes * 0.98 }],
    ["wire-bytes", "the answers were longer", { wireBytes: COST.wireBytes * 1.02 }],
  ])("%s: %s", (kind, _, change) => {
    expect(reasonFor(COST, change)).toBe(kind);
  });
});

describe("a slice is kept just inside of a limit:", () => {
  test.each<[string, Partial<RawSlice>]>([
    ["CPU of the idle arm", { idleCpuSeconds: 0.0099 }],
    ["CPU of others", busier(FOREIGN * 0.98)],
    ["less CPU than the idle machine", busier(-0.1)],
    ["stolen CPU", { machine: { ...COST.machine, stealSeconds: 0.099 } }],
    ["answers to what was sent", answered(0.9995)],
    ["length of the answers", { wireBytes: COST.wireBytes * 1.005 }],
  ])("%s", (_, change) => {
    expect(reasonFor(COST, change)).toBeUndefined();
  });
});

test("what the generator, the server and the idle arm use is not foreign", () => {
  const generator = { ...COST.generator, cpuSeconds: COST.generator.cpuSeconds + 0.5 };
  const use = useOf(COST);
  const subject = { ...use, cpuSeconds: (use?.cpuSeconds ?? 0) + 0.5 } as RawSlice["subject"];

  expect(reasonFor(COST, { ...busier(0.5), generator })).toBeUndefined();
  expect(reasonFor(COST, { ...busier(0.5), subject })).toBeUndefined();
  expect(reasonFor(COST, busier(0.5))).toBe("foreign-cpu");
});

test("a program that was at work before the session began is foreign all the same", () => {
  const { baseline } = RESULT;
  const loop = { ...baseline, busySeconds: baseline.busySeconds + baseline.seconds };
  const disturbed = { ...RESULT, baseline: loop };
  const slices = RESULT.slices.map((slice) => ({ ...slice, ...busier(slice.seconds, slice) }));

  const reasons = slices.map((slice) => dropReason(slice, disturbed)?.kind);

  expect(new Set(reasons)).toEqual(new Set(["foreign-cpu"]));
});

test("what it costs to wake idle cores is not taken for another program, where they are idle", () => {
  const waking = 0.2 * (COST.machine.cores * COST.seconds - COST.machine.busySeconds);
  const full = PEAK.machine.cores * PEAK.seconds - PEAK.machine.busySeconds;

  expect(reasonFor(COST, busier(waking))).toBeUndefined();
  expect(waking).toBeGreaterThan(5 * FOREIGN);
  expect(reasonFor(PEAK, busier(Math.max(full, 0.2), PEAK))).toBe("foreign-cpu");
});

test("the coarseness of the kernel's timer is not taken for another program", () => {
  expect(reasonFor(COST, busier(FOREIGN * 1.2))).toBeUndefined();
});

test("a closed loop is held to Little's law, an open one is not", () => {
  const latency = (factor: number, slice: RawSlice) => ({
    latencyMicros: slice.latencyMicros && {
      ...slice.latencyMicros,
      mean: slice.latencyMicros.mean * factor,
      max: 5_000,
    },
  });

  expect(reasonFor(PEAK, latency(1.009, PEAK))).toBeUndefined();
  expect(reasonFor(PEAK, latency(1.011, PEAK))).toBe("littles-law");
  expect(reasonFor(PEAK, latency(0.989, PEAK))).toBe("littles-law");
  expect(reasonFor(COST, latency(2, COST))).toBeUndefined();
});

test("an answer that takes long may lie across an edge of the window", () => {
  const held = (longest: number, factor: number) => ({
    latencyMicros: PEAK.latencyMicros && {
      ...PEAK.latencyMicros,
      mean: PEAK.latencyMicros.mean * factor,
      max: longest * PEAK.seconds * 1e6,
    },
  });

  expect(reasonFor(PEAK, held(0.03, 0.975))).toBeUndefined();
  expect(reasonFor(PEAK, held(0.03, 0.965))).toBe("littles-law");
});

test("a slice whose CPU time alone counts may lose more to other guests than one of a rate", () => {
  const lost = ({ machine, seconds }: RawSlice, share: number) => ({
    machine: { ...machine, stealSeconds: share * machine.cores * seconds },
  });

  expect(reasonFor(PEAK, lost(PEAK, 0.011))).toBe("steal");
  expect(reasonFor(COST, lost(COST, 0.011))).toBeUndefined();
});

test("the value that broke the rule is told", () => {
  expect(dropReason({ ...COST, idleCpuSeconds: 0.5 }, RESULT)).toEqual({
    kind: "idle-arm",
    value: 0.5 / COST.seconds,
  });
});

test.each(CLAIMS)("a slice with the figures claimed for $server is dropped", (claim) => {
  const slice: RawSlice = {
    ...PEAK,
    seconds: 1,
    requests: claim.rate,
    wireBytes: claim.rate * WIRE_BYTES,
    connections: 1000,
    latencyMicros: PEAK.latencyMicros && {
      ...PEAK.latencyMicros,
      mean: claim.latencySeconds * 1e6,
    },
  };

  expect(dropReason(slice, RESULT)?.kind).toBe("littles-law");
});

test.each([
  ["en", enReasons],
  ["fr", frReasons],
] as const)("the reasons name the limits as they are, in %s", (lang, { drop }) => {
  const percent = (share: number): string => formatFor(lang).percent(share).replace(/\s/g, " ");

  expect(drop["idle-arm"]).toContain(percent(DROP_LIMITS.idleArm));
  expect(drop["foreign-cpu"]).toContain(percent(DROP_LIMITS.foreignCpu));
  expect(drop.steal).toContain(percent(DROP_LIMITS.steal));
  expect(drop.steal).toContain(percent(DROP_LIMITS.stealOfCost));
  expect(drop["missed-sends"]).toContain(percent(DROP_LIMITS.missedSends));
  expect(drop["wire-bytes"]).toContain(percent(DROP_LIMITS.wireBytes));
});

describe("what an arm calls outside of its pod", () => {
  /** With so much more CPU in each slice, for each request or for each second. */
  const busyBy = (seconds: (slice: RawSlice) => number): RawResult => ({
    ...RESULT,
    arms: RESULT.arms.map((arm) => ({
      ...arm,
      calls: ["database"],
    })) as unknown as RawResult["arms"],
    slices: RESULT.slices.map((slice) => ({ ...slice, ...busier(seconds(slice), slice) })),
  });
  const calling = busyBy(({ requests }) => (FOREIGN * 12 * requests) / COST.requests);
  const reasons = (
    result: RawResult,
    of: RawSlice["phase"] = "cost",
  ): readonly (DropKind | undefined)[] =>
    result.slices
      .filter(({ phase }) => phase === of)
      .map((slice) => dropReason(slice, result)?.kind);

  test("is told from strangers, since it does as much for each request", () => {
    expect(new Set(reasons(calling))).toEqual(new Set([undefined]));
    expect(new Set(reasons({ ...calling, arms: RESULT.arms }))).toEqual(new Set(["foreign-cpu"]));
  });

  test("takes more for a request at less load than at the peak, but no more than twice as much", () => {
    const apart = (times: number): RawResult =>
      busyBy(({ phase, requests }) => {
        const each = (FOREIGN * 12) / COST.requests;
        return (phase === "latency" ? times : 1) * each * requests;
      });

    expect(new Set(reasons(apart(1.8), "latency"))).toEqual(new Set([undefined]));
    expect(new Set(reasons(apart(1.8), "peak"))).toEqual(new Set([undefined]));
    expect(new Set(reasons(apart(3), "latency"))).toEqual(new Set(["foreign-cpu"]));
  });

  test("leaves a slice that was disturbed besides to stand out", () => {
    const place = calling.slices.findIndex(({ phase }) => phase === "cost");
    const slices = calling.slices.map((slice, index) =>
      index === place ? { ...slice, ...busier(FOREIGN * 10, slice) } : slice,
    );

    const [disturbed, ...others] = reasons({ ...calling, slices });
    expect(disturbed).toBe("foreign-cpu");
    expect(new Set(others)).toEqual(new Set([undefined]));
  });

  test("is no stranger at the peak, where the fixed rate shows less of it than the rest is known by", () => {
    const ofPeak = (share: number): RawResult => {
      const called = busyBy(({ requests }) => (share * PEAK.seconds * requests) / PEAK.requests);
      const { baseline } = called;
      const looked = 0.04 * COST.machine.cores * baseline.seconds;
      return { ...called, baseline: { ...baseline, busySeconds: baseline.busySeconds + looked } };
    };

    expect(new Set(reasons(ofPeak(0.5), "peak"))).toEqual(new Set([undefined]));
  });

  test("is nobody who is busy all the time, whatever is asked", () => {
    const stranger = busyBy(({ seconds }) => FOREIGN * 12 * seconds);

    expect(new Set(reasons(stranger))).toEqual(new Set(["foreign-cpu"]));
    expect(new Set(reasons(stranger, "latency"))).toEqual(new Set(["foreign-cpu"]));
  });

  test("is nobody who was busy before the session began", () => {
    const stranger = busyBy(({ requests }) => requests / COST.requests);
    const before = { ...stranger, baseline: { seconds: 2, busySeconds: 2.26, irqSeconds: 0 } };

    expect(new Set(reasons(before))).toEqual(new Set(["foreign-cpu"]));
  });
});
