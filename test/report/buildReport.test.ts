import fc from "fast-check";
import { buildReport } from "../../report/buildReport";
import type { RawResult } from "../../report/rawResult";
import type { Measurement } from "../../report/report";
import { seeded } from "../support/property";
import {
  input,
  logOf,
  measurement,
  REFERENCE,
  RESULT,
  sampleMeasurements,
  sampleReport,
  SERVERS,
} from "./sample";
import { sampleResult } from "./sampleSession";

const verifyWith = (change: Partial<RawResult["verify"][number]>): RawResult => ({
  ...RESULT,
  verify: [RESULT.verify[0], { ...RESULT.verify[1], ...change }],
});

describe("buildReport", () => {
  const report = buildReport(input(sampleMeasurements()));
  const server = (name: string) => report.servers.find((one) => one.name === name);

  test("puts the yardstick first and ranks the others by CPU per request", () => {
    expect(report.servers.map(({ name, role, ranks }) => [name, role, ranks.cost])).toEqual([
      ["reference", "yardstick", undefined],
      ["tokio", "contestant", { best: 1, worst: 2 }],
      ["hyperlane", "contestant", { best: 1, worst: 2 }],
      ["rocket", "contestant", { best: 3, worst: 3 }],
      ["node-std", "contestant", { best: 4, worst: 4 }],
    ]);
  });

  test("gives the figures of a server", () => {
    const { figures, size } = server("node-std") ?? {};

    expect(figures?.cost).toBeCloseTo(41e-6, 6);
    expect(figures?.derivedRate).toBeCloseTo(2 / (figures?.peakCost ?? 0));
    expect(figures?.peak).toMatchObject({ atLeast: false });
    expect(figures?.idleBytes).toBe(38 * 1024 ** 2);
    expect(figures?.loadBytes).toBe(68 * 1024 ** 2);
    expect(figures?.throttling.peak).toMatchObject({ periods: 60, throttled: 18 });
    expect(figures?.wireBytes).toBe(130);
    expect(size).toEqual({ compressed: 39_636_172, unpacked: 104_857_600 });
  });

  test("says at least, where the generator was the limit", () => {
    expect(server("tokio")?.figures.peak?.atLeast).toBe(true);
    expect(server("tokio")?.ranks.peak).toEqual({ best: 1, worst: 1 });
    expect(server("hyperlane")?.figures.peak?.atLeast).toBe(false);
  });

  test("claims no figure of a session beside a busy loop", () => {
    const [{ baseline, slices }] = [RESULT];
    const log = logOf({
      ...RESULT,
      baseline: { ...baseline, busySeconds: baseline.busySeconds + baseline.seconds },
      slices: slices.map(({ machine, ...slice }) => ({
        ...slice,
        machine: { ...machine, busySeconds: machine.busySeconds + 0.6 * slice.seconds },
      })),
    });

    const { sessions, servers } = buildReport(input([{ ...measurement(RESULT), log }]));

    expect(sessions[0].measured).toMatchObject({
      cost: { kind: "noisy" },
      peak: { kind: "noisy" },
    });
    for (const { figures, ratios, ranks } of servers) {
      expect([figures.cost, figures.peak, ratios, ranks]).toEqual([undefined, undefined, {}, {}]);
    }
  });

  test("ranks nobody for sure above a server that the generator held back", () => {
    const fast = { ...REFERENCE, name: "fast", peak: 160_000, generator: 0.8 };
    const sessions = [SERVERS[0], fast].map((one) => measurement(sampleResult(REFERENCE, one)));
    const { servers } = buildReport(input(sessions));

    const ranks = servers.map(({ name, ranks: { peak } }) => [name, peak]);
    expect(Object.fromEntries(ranks)).toMatchObject({
      tokio: { best: 1, worst: 2 },
      fast: { best: 1, worst: 2 },
    });
  });

  test("tells how far the first is ahead of the second", () => {
    const apart = sampleMeasurements().filter(({ subject }) => subject !== "hyperlane");
    const [lead] = buildReport(input(apart)).leads;

    expect(lead).toMatchObject({ first: "tokio", second: "rocket" });
    expect(lead.times.low).toBeLessThan(26 / 11.8);
    expect(lead.times.high).toBeGreaterThan(26 / 11.8);
  });

  test("tells no lead of a first rank that two share", () => {
    expect(server("hyperlane")?.ranks.cost?.best).toBe(1);
    expect(report.leads).toEqual([]);
  });

  test("ranks neither a control nor a server without a figure", () => {
    const ranks = Object.fromEntries(
      sampleReport().servers.map(({ name, ranks: { cost } }) => [name, cost]),
    );

    expect(ranks).toMatchObject({ "reference-again": undefined, "rust-std": undefined });
    expect(ranks["node-std"]).toEqual({ best: 4, worst: 4 });
  });

  test("keeps experiments apart", () => {
    const other = measurement({ ...RESULT, experiment: "knobs" });
    const { servers } = buildReport(input([...sampleMeasurements(), other]));

    const own = servers.filter(({ experiment }) => experiment === "knobs");
    expect(own.map(({ name }) => name)).toEqual(["reference", "hyperlane"]);
    expect(own[1].ranks.cost).toEqual({ best: 1, worst: 1 });
  });

  test("holds no number that JSON cannot carry", () => {
    expect(JSON.parse(JSON.stringify(sampleReport()))).toEqual(sampleReport());
  });
});

describe("a session is refused", () => {
  const refused = (change: Partial<Measurement>) =>
    buildReport(input([{ ...measurement(), ...change }])).sessions[0];
  const withResult = (result: unknown) => ({ log: logOf(result) });

  test.each([
    [
      "there is no log",
      { log: undefined, missing: "the Job\nis gone" },
      { kind: "missing", detail: "the Job is gone" },
    ],
    ["nobody knows why there is no log", { log: undefined }, { kind: "missing" }],
    ["its log is cut", { log: logOf(RESULT).slice(0, -80) }, { kind: "log", fault: "cut" }],
    [
      "it is of other arms",
      { images: { reference: "r", rocket: "r" } },
      { kind: "other-arms", found: ["reference", "hyperlane"] },
    ],
    [
      "an arm was started again",
      withResult({ ...RESULT, restarted: ["hyperlane"] }),
      { kind: "restarted", arms: ["hyperlane"] },
    ],
    [
      "an answer breaks the contract",
      withResult(verifyWith({ ok: false, path: "/json", reason: "no JSON" })),
      { kind: "contract", arm: "hyperlane", path: "/json", detail: "no JSON" },
    ],
    [
      "an answer has another status",
      withResult(verifyWith({ ok: false, status: 500 })),
      { kind: "contract", arm: "hyperlane", path: "/", detail: "status 500" },
    ],
    [
      "an arm was never verified",
      withResult({ ...RESULT, verify: RESULT.verify.slice(0, 1) }),
      { kind: "contract", arm: "hyperlane" },
    ],
    [
      "the counters of an arm were never read",
      withResult({
        ...RESULT,
        slices: RESULT.slices.map((slice) => ({ ...slice, subject: { reason: "no nodeprobe" } })),
      }),
      { kind: "no-counters", arm: "reference", detail: "no nodeprobe" },
    ],
  ] as const)("when %s", (_, change, refusal) => {
    const session = refused(change);

    expect(session.starts).toEqual([{ job: measurement().job, refusal }]);
    expect(session.measured).toBeUndefined();
  });

  test("with a reason exactly where it was not measured, whatever the log holds", () => {
    const log = fc.oneof(fc.constant(logOf(RESULT)), fc.string(), fc.constant(undefined));
    fc.assert(
      fc.property(fc.array(log, { maxLength: 3 }), (logs) => {
        const { sessions } = buildReport(
          input(logs.map((text, index) => ({ ...measurement(), job: `${index}`, log: text }))),
        );

        const starts = sessions.flatMap((session) => session.starts);
        expect(starts.map(({ job }) => job)).toEqual(logs.map((_, index) => `${index}`));
        const none = starts.every(({ refusal }) => refusal !== undefined);
        for (const { measured } of sessions) expect(!measured).toBe(none);
      }),
      seeded(20),
    );
  });
});
