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

/** The session with a busy loop beside the slices of one phase. */
function disturbed(result: RawResult, phase: string): Measurement {
  const slices = result.slices.map((slice) =>
    slice.phase === phase
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

test("so is one of settings without its p99, which servers at rates of their own do not compare", () => {
  const settings = sampleVariant("tuning", SERVERS[0], { name: "tuned" }, { BACKLOG: "4096" });

  expect(noisyOf([disturbed(settings, "latency")])).toEqual(["tuned"]);
  expect(noisyOf([disturbed(RESULTS[0], "latency")])).toEqual([]);
});

test("so is a comparison of pod specs without one of its figures", () => {
  const pods = podMeasurement(withCpus("exclusive", "0", [0, 1, 2, 3]));

  expect(noisyOf([...QUIET, pods])).toEqual(["exclusive-core"]);
});
