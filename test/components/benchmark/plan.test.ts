import { jobName } from "../../../components/benchmark/jobName";
import { deadline, type Plan, planOf, planVariables } from "../../../components/benchmark/plan";

const SETTINGS = { connections: 64, threads: 1 };
const PLAN: Plan = { connections: 64, threads: 1, warmup: "5 s", duration: "1 min" };
const [SUBJECT, GENERATOR] = ["a", "b"].map((digit) => `r/i@sha256:${digit.repeat(64)}`);

test("measures nothing, when the plan is off", () => {
  expect(planOf({ ...SETTINGS, plan: "off" })).toBeUndefined();
});

test("takes the plan's own lengths, unless they are given", () => {
  expect(planOf({ ...SETTINGS, plan: "short" })).toMatchObject({ warmup: "5 s", duration: "35 s" });
  expect(planOf({ ...SETTINGS, plan: "short", duration: "3 s" })).toMatchObject({
    warmup: "5 s",
    duration: "3 s",
  });
});

test("tells the load generator in whole seconds", () => {
  expect(planVariables(PLAN)).toEqual({
    CONNECTIONS: "64",
    THREADS: "1",
    WARMUP_SECONDS: "5",
    DURATION_SECONDS: "60",
  });
});

test("ends a Job two minutes after its plan at the latest", () => {
  expect(deadline(PLAN)).toBe("185 s");
});

describe("the name of a Job", () => {
  const name = jobName("node-std", SUBJECT, GENERATOR, PLAN);

  test("carries the subject and eight hex digits", () => {
    expect(name).toMatch(/^bench-node-std-[0-9a-f]{8}$/);
  });

  test("stays, when the same images come from another registry", () => {
    const [subject, generator] = [SUBJECT, GENERATOR].map((image) => image.replace("r/i", "q/j"));

    expect(jobName("node-std", subject, generator, { ...PLAN })).toBe(name);
  });

  test.each([
    ["the subject", jobName("node-std", GENERATOR, GENERATOR, PLAN)],
    ["the generator", jobName("node-std", SUBJECT, SUBJECT, PLAN)],
    ["the plan", jobName("node-std", SUBJECT, GENERATOR, { ...PLAN, connections: 65 })],
  ])("changes with %s", (_, other) => {
    expect(other).not.toBe(name);
  });
});
