import { sortsOf } from "../../../../cli/bench/trials/pending";
import { trialPlan } from "../../../../cli/bench/trials/trialPlan";
import { pendingTrials } from "../../../../cli/bench/trials/trialSteps";
import { type TrialRun } from "../../../../report/trials/trialRun";

test("tells what a whole run tries in a line for each sort, in its order", () => {
  const run: TrialRun = {
    schema: "tare-trials/1",
    ...{ id: "r", caseStudy: "ecommerce", service: "shop", image: "i", startedAt: "" },
    ...{ plan: trialPlan("full"), trials: [] },
  };

  expect(sortsOf(pendingTrials(run, []))).toEqual([
    "rolling update (20 times)",
    "20 evictions",
    "the database away for 120 s",
    "step of the load, by Kubernetes' default (2 times)",
    "step of the load (6 times)",
    "a load that holds the target",
    "a load that takes memory",
  ]);
});

test("says nothing of how often where it is once", () => {
  expect(sortsOf([{ title: "rolling update 20 of 20" }])).toEqual(["rolling update"]);
});
