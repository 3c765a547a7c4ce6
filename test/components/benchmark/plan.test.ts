import { readFileSync } from "node:fs";
import { jobName } from "../../../components/benchmark/jobName";
import {
  deadline,
  MEASURING_PLANS,
  measuringPlan,
  planDocument,
  planOf,
  planOfStart,
  sessionLength,
  settingsPlan,
} from "../../../components/benchmark/plan";
import {
  podDeadline,
  podPlanDocument,
  podSessionLength,
} from "../../../components/benchmark/podPlan";
import { duration } from "../../../components/config/duration";
import { FEWEST_VALUES } from "../../../report/statistics/bootstrap";

const SETTINGS = { connections: 64, threads: 1, seed: 1, rate: "8000 /s" } as const;
const PLAN = measuringPlan("short", SETTINGS);

test("measures nothing, when the plan is off", () => {
  expect(planOf({ ...SETTINGS, plan: "off" })).toBeUndefined();
  expect(planOf({ ...SETTINGS, plan: "short" })).toEqual(PLAN);
});

test("tells the load generator in seconds and milliseconds", () => {
  expect(planDocument(PLAN)).toEqual({
    connections: 64,
    threads: 1,
    seed: 1,
    settleMillis: 250,
    warmupSeconds: 2,
    peak: { blocks: 3, sliceMillis: 750 },
    cost: { blocks: 5, sliceMillis: 500, rate: 8000 },
    latency: { blocks: 1, sliceMillis: 1500, load: 0.7, peak: "own" },
    article: { seconds: 2 },
  });
});

test("sends both settings of one server the same rate, 70 % of the default's peak", () => {
  expect(planDocument(settingsPlan(PLAN, { rate: "150 /s", connections: 16 }))).toMatchObject({
    connections: 16,
    cost: { blocks: 5, rate: 150 },
    latency: { blocks: 2, sliceMillis: 1500, load: 0.7, peak: "yardstick" },
    article: { seconds: 0 },
  });
  expect(settingsPlan(PLAN)).toMatchObject({ connections: 64, cost: { rate: SETTINGS.rate } });
});

test("has the four pairs without which p99 has no interval, when it compares settings", () => {
  for (const name of MEASURING_PLANS) {
    const { latency, starts } = settingsPlan(measuringPlan(name, SETTINGS));
    expect(2 * latency.blocks * starts).toBeGreaterThanOrEqual(4);
  }
});

test("starts servers once, or one time more than an interval needs, so that one start may be lost", () => {
  const starts = MEASURING_PLANS.map((name) => measuringPlan(name, SETTINGS).starts);

  expect(starts.filter((count) => count !== 1 && count <= FEWEST_VALUES)).toEqual([]);
});

test("takes longer from plan to plan", () => {
  const lengths = MEASURING_PLANS.map((name) => {
    const plan = measuringPlan(name, SETTINGS);
    return plan.starts * duration.parse(sessionLength(plan));
  });

  expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
  expect(lengths[0]).toBeLessThan(60_000);
});

test("lets the arms begin in another order from start to start, and changes nothing else", () => {
  const [first, second] = [0, 1].map((start) => planOfStart(PLAN, start));

  expect(first).toEqual(PLAN);
  expect(second).toEqual({ ...PLAN, seed: PLAN.seed + 1 });
});

test("ends a Job that took half an hour to start, waiting for others included, and then its time", () => {
  expect(duration.parse(deadline(PLAN)) - duration.parse(sessionLength(PLAN))).toBe(1_800_000);
});

test("leaves room for the start beside the longest wait that the load generator allows itself", () => {
  const source = readFileSync("services/loadgen/src/lease.rs", "utf8");
  const [, minutes] =
    /LONGEST_WAIT: Duration = Duration::from_secs\((\d+) \* 60\);/.exec(source) ?? [];
  const wait = Number(minutes) * 60_000;

  const beside = duration.parse(deadline(PLAN)) - duration.parse(sessionLength(PLAN));
  expect(beside).toBeGreaterThanOrEqual(wait + 12 * 60_000);
  // One measurement of the longest plan can be waited for.
  expect(wait).toBeGreaterThan(duration.parse(sessionLength(measuringPlan("full", SETTINGS))));
});

describe("of a comparison of pods", () => {
  test("the load is that of the sessions, and each phase has its own length", () => {
    expect(podPlanDocument(PLAN)).toEqual({
      connections: 64,
      threads: 1,
      seed: 1,
      settleMillis: 500,
      blocks: PLAN.pods.blocks,
      cost: { sliceMillis: 1000, rate: 8000 },
      peak: { sliceMillis: 750 },
    });
  });

  test("every plan has the four pairs without which there is no interval", () => {
    for (const name of MEASURING_PLANS) {
      expect(measuringPlan(name, SETTINGS).pods.blocks).toBeGreaterThanOrEqual(4);
    }
  });

  test("each variant takes its time, and the longest plan fits beside what it may wait for", () => {
    const length = (variants: number): number =>
      duration.parse(podSessionLength(measuringPlan("full", SETTINGS), variants));

    expect(length(3) - length(2)).toBe(length(2) - length(1));
    expect(length(2)).toBeLessThan(15 * 60_000);
    const beside = duration.parse(podDeadline(PLAN, 2)) - duration.parse(podSessionLength(PLAN, 2));
    expect(beside).toBe(1_800_000);
  });
});

describe("the name of a Job", () => {
  const image = (digit: string, name = "r/i"): string => `${name}@sha256:${digit.repeat(64)}`;
  const facts = {
    experiment: "frameworks",
    subject: "node-std",
    images: [image("a"), image("b"), image("c")],
    settings: [{}, { WORKERS: "2" }],
    plan: PLAN,
  };
  const name = jobName(facts);

  test("carries the subject and eight hex digits", () => {
    expect(name).toMatch(/^bench-node-std-[0-9a-f]{8}$/);
  });

  test("stays, when the same images come from another registry", () => {
    const images = ["a", "b", "c"].map((digit) => image(digit, "q/j"));

    expect(jobName({ ...facts, images, plan: { ...PLAN } })).toBe(name);
  });

  test.each([
    ["the yardstick", { images: [image("d"), image("b"), image("c")] }],
    ["the subject", { images: [image("a"), image("d"), image("c")] }],
    ["the generator", { images: [image("a"), image("b"), image("d")] }],
    ["a setting", { settings: [{}, { WORKERS: "3" }] }],
    ["the plan", { plan: { ...PLAN, connections: 65 } }],
    ["what both arms are given", { service: { path: "/" } }],
  ])("changes with %s", (_, change) => {
    expect(jobName({ ...facts, ...change })).not.toBe(name);
  });
});
