import { noisyAgain } from "../../../cli/bench/noisy";
import { type Run } from "../../../cli/bench/runFile";
import { benchmark, runAt, WISH } from "./sampleRun";

/** A run that has measured all that it was to measure. */
function whole(minute: number): Run {
  const run = runAt(minute);
  const sessions = run.sessions.map((one) => ({ ...one, ended: "complete" as const }));
  return { ...run, sessions, finishedAt: run.startedAt };
}

const noisy =
  (...subjects: string[]) =>
  () =>
    subjects;

test("what was noisy is to be made once more, by another Job, and the rest is kept", () => {
  const run = whole(9);
  const [kept, again] = noisyAgain([run, whole(5)], WISH, noisy("node-std")).sessions;

  expect(kept).toEqual(run.sessions[0]);
  expect(again).toEqual({
    ...runAt(9).sessions[1],
    job: `bench-node-std-${run.id}-2`,
    noisy: [`bench-node-std-${run.id}`],
  });
});

test("the run is unfinished until then, and the one before stays as it is", () => {
  const run = whole(9);

  expect(noisyAgain([run], WISH, noisy("node-std")).finishedAt).toBeUndefined();
  expect(run).toEqual(whole(9));
});

test("each further time has a Job of its own", () => {
  const finish = (run: Run): Run => ({ ...run, finishedAt: run.startedAt });
  const second = finish(noisyAgain([whole(9)], WISH, noisy("node-std")));
  const third = noisyAgain([second], WISH, noisy("node-std")).sessions[1];
  const first = `bench-node-std-${second.id}`;

  expect(third).toMatchObject({ job: `${first}-3`, noisy: [first, `${first}-2`] });
});

test.each([
  ["nothing was noisy", [whole(9)], WISH, noisy(), "nothing of run 20260102-030905 is noisy"],
  ["there is no run", [], WISH, noisy("node-std"), "there is no run of frameworks to go on with"],
  [
    "a server was deployed anew since",
    [whole(9)],
    { ...WISH, benchmarks: [benchmark("hyperlane"), { ...benchmark("node-std"), job: "bench-9" }] },
    noisy("node-std"),
    "there is no run of frameworks to go on with",
  ],
  [
    "the run was interrupted",
    [runAt(9), whole(5)],
    WISH,
    noisy("node-std"),
    "run 20260102-030905 is not finished",
  ],
])("throws, when %s", (_, runs, wish, noisyOf, message) => {
  expect(() => noisyAgain(runs, wish, noisyOf)).toThrow(message);
});
