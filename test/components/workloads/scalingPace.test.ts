import { paceProblems, SCALE_DOWN, SCALE_UP } from "../../../components/workloads/scalingPace";

test("lets pods go more slowly than they come", () => {
  expect(SCALE_UP).toEqual({ window: "0 s", percent: "100 %", pods: 4, period: "15 s" });
  expect(SCALE_DOWN).toEqual({ window: "5 min", percent: "10 %", pods: 1, period: "1 min" });
});

test("is good as it comes", () => {
  expect(paceProblems("up", SCALE_UP)).toEqual([]);
  expect(paceProblems("down", SCALE_DOWN)).toEqual([]);
});

test("names every part that the API would refuse", () => {
  const wrong = { window: "2 h", percent: "0 %", pods: 0, period: "31 min" } as const;

  expect(paceProblems("autoscaling.scaleDown", wrong).map(({ path }) => path)).toEqual([
    "autoscaling.scaleDown.window",
    "autoscaling.scaleDown.percent",
    "autoscaling.scaleDown.pods",
    "autoscaling.scaleDown.period",
  ]);
});
