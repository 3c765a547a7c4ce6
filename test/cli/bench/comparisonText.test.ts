import { comparisonText } from "../../../cli/bench/comparisonText";
import { type RunComparison } from "../../../report/runs/compareRuns";

const comparison: RunComparison = {
  cost: {
    phase: "cost",
    order: "same",
    agree: true,
    rows: [
      {
        server: "tokio",
        sameImage: true,
        before: 0.8,
        after: 0.808,
        change: { estimate: 1.01, interval: { estimate: 1.01, low: 0.99, high: 1.03 } },
        verdict: "within",
      },
      { server: "node-std", sameImage: false, before: 0.4, verdict: "unknown" },
    ],
  },
  peak: { phase: "peak", order: "tied", agree: true, rows: [] },
  onlyOne: ["rocket"],
};

test("two runs stand beside each other in one table", () => {
  expect(comparisonText(comparison, { id: "1" })).toEqual([
    "",
    "Beside run 1 (a ratio agrees within 3 %):",
    "  CPU per request: the same ranking; 1 of 2 ratios agree",
    "    yardstick ÷ server  before  now    change                 verdict",
    "    tokio               0.800   0.808  +1.0 % (-1.0 to +3.0)  agrees",
    "    node-std            0.400   -      -                      no figure in one of the runs (another image)",
    "  Peak of one core: the same ranking but for servers that neither run can tell apart; 0 of 0 ratios agree",
    "    yardstick ÷ server  before  now  change  verdict",
    "  only in one of the runs: rocket",
    "The two runs agree on the ranking figure, CPU per request.",
  ]);
});

test("says so, when there is nothing to compare", () => {
  const none = { ...comparison, cost: { ...comparison.cost, rows: [] } };

  expect(comparisonText(none, { id: "1" })).toEqual([
    "Run 1 has no server in common with this one: nothing to compare.",
  ]);
});
