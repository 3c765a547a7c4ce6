import { lengthText } from "../../../cli/bench/carryOut";
import { FINISH_SECONDS, forecastSeconds, sessionSeconds } from "../../../cli/bench/forecast";
import { MEASURING_PLANS, measuringPlan } from "../../../components/benchmark/plan";
import { CONTESTANTS } from "../../../stacks/frameworksServers";
import { PLAN } from "./sampleRun";

const load = { connections: 64, threads: 1, seed: 1, rate: "16000 /s" } as const;

const SESSIONS = CONTESTANTS.map((subject) => ({ images: { reference: "i", [subject]: "i" } }));
const STANDARD = measuringPlan("standard", load);
const PODS = { kind: "pods", images: { shared: "i", exclusive: "i" } } as const;

test("the default run of all contestants and the pods is at most 20 minutes", () => {
  const starts = Array.from({ length: STANDARD.starts }, () => SESSIONS).flat();
  const seconds = forecastSeconds(STANDARD, [...starts, PODS]);

  expect(seconds).toBeGreaterThan(10 * 60);
  expect(seconds).toBeLessThanOrEqual(20 * 60);
});

test("a longer plan takes longer", () => {
  const lengths = MEASURING_PLANS.map((name) => {
    const plan = measuringPlan(name, load);
    return plan.starts * sessionSeconds(plan, SESSIONS[0]);
  });

  expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
});

test("what an interrupted run has kept is not counted", () => {
  const [one, two] = SESSIONS;

  expect(forecastSeconds(PLAN, [])).toBe(FINISH_SECONDS);
  const more = forecastSeconds(PLAN, [one, two]) - forecastSeconds(PLAN, [one]);
  expect(more).toBeCloseTo(sessionSeconds(PLAN, two));
});

test("a comparison of pods adds a minute to the short plan, and two to the standard one", () => {
  const added = (name: "short" | "standard"): number =>
    sessionSeconds(measuringPlan(name, load), PODS);

  expect(added("short")).toBeLessThanOrEqual(65);
  expect(added("standard")).toBeLessThanOrEqual(120);
});

test("says how well the forecast was kept", () => {
  expect(lengthText(63.4, 59.8)).toBe(
    "1 min 3 s; the forecast was 1 min 0 s (real to forecast: 1.06)",
  );
});
