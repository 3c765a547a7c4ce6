import { chosenBenchmarks, chosenPlan, refuseFreshAndNoisy } from "../../../cli/bench/choice";
import { benchmark } from "./sampleRun";

const all = [benchmark("hyperlane"), benchmark("tokio"), benchmark("node-std")];

test("the plan is standard unless another one is named", () => {
  expect(chosenPlan({})).toBe("standard");
  expect(chosenPlan({ full: true })).toBe("full");
  expect(chosenPlan({ plan: "short" })).toBe("short");
});

test("throws, when the plan does not measure or is named twice", () => {
  expect(() => chosenPlan({ plan: "off" })).toThrow("'--plan' (off) is no plan that measures");
  expect(() => chosenPlan({ plan: "short", full: true })).toThrow(
    "'--full' means the plan full, '--plan' says short",
  );
});

test("throws, when a run is to be begun anew and gone on with", () => {
  expect(() => refuseFreshAndNoisy({ fresh: true, noisy: true })).toThrow(
    "'--fresh' begins a run anew, '--noisy' goes on with the last one",
  );
  expect(() => refuseFreshAndNoisy({ noisy: true })).not.toThrow();
  expect(() => refuseFreshAndNoisy({ fresh: true })).not.toThrow();
});

test("chosen subjects keep the order in which the stack measured them", () => {
  const chosen = chosenBenchmarks(all, "dev", "frameworks", "node-std, hyperlane");

  expect(chosen.map(({ subject }) => subject)).toEqual(["hyperlane", "node-std"]);
  expect(chosenBenchmarks(all, "dev", "frameworks", undefined)).toEqual(all);
});

test("of a subject that the stack has started several times, the first is repeated", () => {
  const again = all.map((one) => ({ ...one, job: `${one.job}-again` }));

  expect(chosenBenchmarks([...all, ...again], "dev", "frameworks", undefined)).toEqual(all);
});

test("throws with what there is, when something is asked for that there is not", () => {
  const choose = (experiment: string, subjects?: string, from = all) => {
    return () => chosenBenchmarks(from, "dev", experiment, subjects);
  };

  expect(choose("shop")).toThrow("'shop' is no case study that environment 'dev' measures");
  expect(choose("frameworks", "tokio,tomcat")).toThrow(
    "'--subjects' (tomcat) is not measured by frameworks",
  );
  expect(choose("frameworks", undefined, [])).toThrow("environment 'dev' measures nothing");
});
