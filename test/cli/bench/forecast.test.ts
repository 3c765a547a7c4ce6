import { lengthText } from "../../../cli/bench/carryOut";
import { FINISH_SECONDS, forecastSeconds, sessionSeconds } from "../../../cli/bench/forecast";
import { MEASURING_PLANS, measuringPlan } from "../../../components/benchmark/plan";
import { CONTESTANTS } from "../../../stacks/frameworksServers";
import { PLAN } from "./sampleRun";

const load = { connections: 64, threads: 1, seed: 1, rate: "16000 /s" } as const;

test("the default run of all contestants is at most 20 minutes", () => {
  const seconds = forecastSeconds(measuringPlan("standard", load), CONTESTANTS.length);

  expect(seconds).toBeGreaterThan(10 * 60);
  expect(seconds).toBeLessThanOrEqual(20 * 60);
});

test("a longer plan takes longer", () => {
  const lengths = MEASURING_PLANS.map((name) => sessionSeconds(measuringPlan(name, load)));

  expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
});

test("what an interrupted run has kept is not counted", () => {
  expect(forecastSeconds(PLAN, 0)).toBe(FINISH_SECONDS);
  expect(forecastSeconds(PLAN, 2) - forecastSeconds(PLAN, 1)).toBe(sessionSeconds(PLAN));
});

test("says how well the forecast was kept", () => {
  expect(lengthText(63.4, 59.8)).toBe(
    "1 min 3 s; the forecast was 1 min 0 s (real to forecast: 1.06)",
  );
});
