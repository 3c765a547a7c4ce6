import fc from "fast-check";
import { buildReport } from "../../report/buildReport";
import { seeded } from "../support/property";
import { input, logOf, measurement, RESULT, resultWith } from "./sample";

const UNKNOWN_CPU = resultWith({ subjectUse: { cpu: { known: false, reason: "one reading" } } });

describe("buildReport", () => {
  test("computes the rate and the CPU per request from the counts", () => {
    const [row] = buildReport(input([measurement("hyperlane")])).rows;

    expect(row?.figures?.requestsPerSecond).toBe(50_000);
    expect(row?.figures?.cpuMicrosPerRequest).toBeCloseTo(12);
    expect(row?.figures?.littlesLaw).toEqual({ implied: 62.5, ratio: 62.5 / 64 });
    expect(row?.size).toEqual({ compressed: 3_145_728, unpacked: 9_437_184 });
  });

  test("leaves the CPU per request out, when the CPU is not known", () => {
    const report = buildReport(input([measurement("hyperlane", UNKNOWN_CPU)]));

    expect(report.rows[0]?.figures).not.toHaveProperty("cpuMicrosPerRequest", 0);
    expect(report.rows[0]?.figures?.cpuMicrosPerRequest).toBeUndefined();
    expect(report.summary).toContain("CPU per request is not known.");
  });

  test.each([
    ["the Job is gone", { log: undefined, missing: "the Job is gone" }],
    ["the log could not be fetched", { log: undefined }],
    ["the log is empty", { log: "" }],
    [
      "the log is of another subject, rocket",
      { log: logOf({ ...RESULT, subject: { name: "rocket", image: "" } }) },
    ],
    ["no request was answered", { log: logOf(resultWith({ wrk: { requests: 0 } })) }],
  ])("refuses a measurement, because %s, and gives it no figures", (reason, change) => {
    const report = buildReport(input([{ ...measurement("hyperlane"), ...change }]));

    expect(report.rows[0]?.verdict).toEqual({ kind: "refused", reason });
    expect(report.rows[0]?.figures).toBeUndefined();
    expect(report.summary[0]).toBe("Nothing was measured.");
  });

  test("names the servers from the fastest, and what the generator held back", () => {
    const slow = resultWith({ wrk: { requests: 100_000 } });
    const bound = resultWith({ generator: { utilisation: 0.95 } });
    const report = buildReport(
      input([measurement("node-std", slow), measurement("reference", bound)]),
    );

    expect(report.summary.slice(0, 2)).toEqual([
      "Requests per second: reference at least 50,000, node-std 10,000.",
      "The load generator was the limit for reference, so the server may be faster.",
    ]);
  });

  test("puts each claim beside what was measured, and leaves out what was not", () => {
    const { claims } = buildReport(input([measurement("hyperlane")]));

    expect(claims.map((claim) => Math.round(claim.impliedConnections))).toEqual([
      954, 1085, 1098, 1156, 1119,
    ]);
    expect(claims.find(({ server }) => server === "hyperlane")?.measured).toMatchObject({
      requestsPerSecond: 50_000,
      atLeast: false,
    });
    expect(claims.find(({ server }) => server === "tokio")?.measured).toBeUndefined();
  });

  test("finds four of the five claims impossible with 1,000 connections", () => {
    const { claims } = buildReport(input([]));
    const impossible = claims.filter((one) => one.latencySeconds > one.largestMeanSeconds);

    expect(impossible.map(({ server }) => server)).toEqual([
      "hyperlane",
      "rocket",
      "rust-std",
      "node-std",
    ]);
  });

  test("gives a row for every measurement and figures exactly where nothing was refused", () => {
    const log = fc.oneof(fc.constant(logOf(RESULT)), fc.string(), fc.constant(undefined));
    fc.assert(
      fc.property(fc.array(log, { maxLength: 5 }), (logs) => {
        const all = logs.map((text) => ({ ...measurement("hyperlane"), log: text }));
        const { rows } = buildReport(input(all));

        expect(rows).toHaveLength(logs.length);
        for (const row of rows) expect(!row.figures).toBe(row.verdict.kind === "refused");
      }),
      seeded(100),
    );
  });

  test("holds no number that JSON cannot carry", () => {
    const { rows, claims } = buildReport(input([measurement("hyperlane", UNKNOWN_CPU)]));
    expect(JSON.stringify([rows, claims])).not.toContain("null");
  });

  test("makes one short line of a reason that quotes a log", () => {
    const log = `\u001b[31mloadgen:\tno\r\u0007 ${"x".repeat(1000)}\n`;
    const [row] = buildReport(input([{ ...measurement("hyperlane"), log }])).rows;
    const reason = row?.verdict.kind === "refused" ? row.verdict.reason : "";

    expect(reason).toMatch(/^the log holds no result; it ends: \[31mloadgen: no x+$/);
    expect(reason).toHaveLength(300);
  });

  test("calls costs different only when they are far apart", () => {
    const dear = resultWith({
      subjectUse: { cpu: { known: true, cores: 1.2, overSeconds: 10, readings: 2 } },
    });
    const far = buildReport(input([measurement("a"), measurement("b", dear)])).summary;
    const near = buildReport(input([measurement("a"), measurement("b")])).summary;

    expect(far).toContain("a needs 50 % of what b needs.");
    expect(near.join()).not.toContain("of what");
  });
});
