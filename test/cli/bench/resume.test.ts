import { newRun, previousRun, unfinishedRun, withSession } from "../../../cli/bench/resume";
import { type Run } from "../../../cli/bench/runFile";
import { benchmark, runAt, WISH } from "./sampleRun";

const finished = (run: Run): Run => ({ ...run, finishedAt: run.startedAt });

test("a new run has a Job of its own for each session", () => {
  const run = newRun(WISH, new Date("2026-01-02T03:04:05.678Z"));

  expect(run.id).toBe("20260102-030405");
  expect(run.sessions.map(({ job, source }) => [job, source])).toEqual([
    ["bench-hyperlane-20260102-030405", "bench-hyperlane-0123abcd"],
    ["bench-node-std-20260102-030405", "bench-node-std-0123abcd"],
  ]);
});

describe("a plan of several starts", () => {
  const pods = { ...benchmark("exclusive-core"), kind: "pods" as const };
  const wish = { ...WISH, starts: 2, benchmarks: [...WISH.benchmarks, pods] };
  const run = runAt(9, wish);

  test("has each server measured once before any is again, and pods once", () => {
    expect(run.sessions.map(({ subject, start }) => [subject, start])).toEqual([
      ["hyperlane", 0],
      ["node-std", 0],
      ["hyperlane", 1],
      ["node-std", 1],
      ["exclusive-core", undefined],
    ]);
    const jobs = run.sessions.map(({ job }) => job);
    expect(new Set(jobs).size).toBe(jobs.length);
    expect(jobs[2]).toBe(`bench-hyperlane-${run.id}-s2`);
  });

  test("is gone on with by the same call, and by no other number of starts", () => {
    expect(unfinishedRun([run], wish)).toBe(run);
    expect(unfinishedRun([run], { ...wish, starts: 3 })).toBeUndefined();
  });
});

describe("unfinishedRun", () => {
  test("is the newest of the same call", () => {
    const runs = [runAt(9), runAt(5)];

    expect(unfinishedRun(runs, WISH)).toBe(runs[0]);
  });

  test("is none, when the newest has ended", () => {
    expect(unfinishedRun([finished(runAt(9)), runAt(5)], WISH)).toBeUndefined();
  });

  test.each([
    ["another plan", { ...WISH, planDocument: {} }],
    ["another case study", { ...WISH, experiment: "other" }],
    ["other subjects", { ...WISH, benchmarks: [benchmark("hyperlane")] }],
    [
      "a server that was deployed anew",
      {
        ...WISH,
        benchmarks: [benchmark("hyperlane"), { ...benchmark("node-std"), job: "bench-node-std-9" }],
      },
    ],
  ])("is none for %s", (_, wish) => {
    expect(unfinishedRun([runAt(9)], wish)).toBeUndefined();
  });
});

test("a run is compared with the last whole one of the same plan", () => {
  const whole = finished(runAt(3));
  const otherPlan = finished(runAt(5, { ...WISH, planDocument: {} }));

  expect(previousRun([runAt(9), runAt(7), otherPlan, whole], runAt(9))).toBe(whole);
  expect(previousRun([finished(runAt(9))], runAt(9))).toBeUndefined();
});

test("one session in another state leaves the others", () => {
  const run = runAt(1);
  const [first, second] = run.sessions;
  const changed = withSession(run, { ...second, ended: "complete" });

  expect(changed.sessions).toEqual([first, { ...second, ended: "complete" }]);
  expect(run.sessions[1]?.ended).toBeUndefined();
});
