import { judge } from "../../report/verdict";
import { RESULT, resultWith } from "./sample";

const errors = { connect: 0, read: 0, write: 0, status: 0, timeout: 0 };

describe("judge", () => {
  test("finds a run valid, when nothing failed and the generator had room", () => {
    expect(judge(RESULT)).toEqual({ kind: "valid", remarks: [] });
  });

  test.each([
    [0.9, "valid"],
    [0.91, "generator-bound"],
    [1.2, "generator-bound"],
  ])("with the generator's cores used to %d the verdict is %s", (utilisation, kind) => {
    expect(judge(resultWith({ generator: { utilisation } })).kind).toBe(kind);
  });

  test("says how busy the generator was, when it was the limit", () => {
    const verdict = judge(resultWith({ generator: { utilisation: 0.97 } }));
    expect(verdict).toMatchObject({
      reason: "the load generator was busy for 97 % of the one core it can use",
    });
  });

  test.each([
    ["no request was answered", { requests: 0 }],
    ["3 of 500000 answers were not a success", { errors: { ...errors, status: 3 } }],
    ["501 requests failed beside 500000", { errors: { ...errors, read: 500, timeout: 1 } }],
  ])("refuses, because %s", (reason, wrk) => {
    const verdict = judge(resultWith({ wrk }));
    expect(verdict).toMatchObject({ kind: "refused" });
    expect(verdict.kind === "refused" && verdict.reason).toContain(reason);
  });

  test("keeps the figure and remarks on it, when very few requests failed", () => {
    const verdict = judge(resultWith({ wrk: { errors: { ...errors, read: 2 } } }));
    expect(verdict).toEqual({ kind: "valid", remarks: ["2 requests failed"] });
  });

  test.each([
    [1.5, "valid"],
    [1.65, "valid"],
    [1.66, "noisy"],
  ])(
    "with %d busy cores, of which 1.35 are accounted for, the verdict is %s",
    (busyCores, kind) => {
      expect(judge(resultWith({ machine: { busyCores } })).kind).toBe(kind);
    },
  );

  test("says how much other programs used", () => {
    expect(judge(resultWith({ machine: { busyCores: 1.95 } }))).toMatchObject({
      kind: "noisy",
      reason: "other programs used 0.6 of the machine's 2 cores meanwhile",
    });
  });

  test("does not look for noise, when the server's CPU is not known", () => {
    const subjectUse = { cpu: { known: false as const, reason: "one reading" } };
    expect(judge(resultWith({ machine: { busyCores: 1.9 }, subjectUse })).kind).toBe("valid");
  });

  test("remarks on a full machine and on stolen time", () => {
    const machine = { busyCores: 1.95, irqCores: 0.8, stealShare: 0.02 };
    const verdict = judge(resultWith({ machine }));
    expect(verdict.kind === "valid" && verdict.remarks).toEqual([
      "the machine had no idle core left, so the rate is of server and generator together",
      "2.0 % of the CPU time went to other guests",
    ]);
  });

  test("makes no remark on what is not known", () => {
    const machine = { busyCores: null, irqCores: null, stealShare: null, cores: null };
    expect(judge(resultWith({ machine }))).toEqual({ kind: "valid", remarks: [] });
  });
});
