import { buildReport } from "../../../report/buildReport";
import { type RawResult } from "../../../report/rawResult";
import { type Measurement } from "../../../report/report";
import { noisySubjects } from "../../../report/runs/noisySubjects";
import { podMeasurement, samplePods, withCpus } from "../podSpecs/samplePods";
import { input, logOf, measurement, REFERENCE, SERVERS } from "../sample";
import { sampleResult } from "../sampleSession";
import { sampleVariant } from "../sampleVariants";

const RESULTS = SERVERS.slice(0, 2).map((server) => sampleResult(REFERENCE, server));
const QUIET = RESULTS.map(measurement);

/** The session with a busy loop beside the slices of one phase, from one of its blocks on. */
function disturbed(result: RawResult, phase: string, from = 0): Measurement {
  const slices = result.slices.map((slice) =>
    slice.phase === phase && slice.block >= from
      ? { ...slice, machine: { ...slice.machine, stealSeconds: slice.seconds } }
      : slice,
  );
  return { ...measurement(result), log: logOf({ ...result, slices }) };
}

const noisyOf = (measurements: readonly Measurement[]) =>
  noisySubjects(buildReport(input(measurements)));

test("nothing is noisy of a run that nobody disturbed", () => {
  expect(noisyOf([...QUIET, podMeasurement(samplePods())])).toEqual([]);
});

test.each(["cost", "peak"])("a session is noisy without a figure of its phase %s", (phase) => {
  const [first, second] = RESULTS;

  expect(noisyOf([measurement(first), disturbed(second, phase)])).toEqual([second.subject]);
});

test("so is a session that has half of its pairs, and of these too few for an interval", () => {
  const [first] = RESULTS;
  const few = sampleResult(REFERENCE, SERVERS[1], { blocks: { peak: 2, cost: 6 } });

  // Of 4 pairs 2 are left; of 12, 6 are enough.
  expect(noisyOf([measurement(first), disturbed(few, "peak", 1)])).toEqual([few.subject]);
  expect(noisyOf([disturbed(few, "cost", 3)])).toEqual([]);
});

test("a plan of too few pairs for an interval is not noisy", () => {
  const short = sampleResult(REFERENCE, SERVERS[1], { blocks: { peak: 1, cost: 6 } });

  expect(noisyOf([measurement(short)])).toEqual([]);
});

test("so is one of settings without its p99, which servers at rates of their own do not compare", () => {
  const settings = sampleVariant("tuning", SERVERS[0], { name: "tuned" }, { BACKLOG: "4096" });

  expect(noisyOf([disturbed(settings, "latency")])).toEqual(["tuned"]);
  expect(noisyOf([disturbed(RESULTS[0], "latency")])).toEqual([]);
});

test("so is a comparison of pod specs without one of its figures", () => {
  const pods = podMeasurement(withCpus("exclusive", "0", [0, 1, 2, 3]));

  expect(noisyOf([...QUIET, pods])).toEqual(["exclusive-core"]);
});

test("so is one with starts enough for an interval, of which too few are left", () => {
  const [first] = RESULTS;
  const starts = (lost: number, all = 5) =>
    Array.from({ length: all }, (_, start) => {
      const one = start < lost ? disturbed(first, "peak") : measurement(first);
      return { ...one, job: `${one.job}-s${start}` };
    });

  expect(noisyOf(starts(1))).toEqual([]);
  expect(noisyOf(starts(2))).toEqual([first.subject]);
  // Three starts never had one.
  expect(noisyOf(starts(0, 3))).toEqual([]);
});
