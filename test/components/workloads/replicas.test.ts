import { fewestPods, mostPods, replicaProblems } from "../../../components/workloads/replicas";

const autoscaling = { minReplicas: 2, maxReplicas: 6 };

test("are one, and two in a rollout, when nothing is said", () => {
  expect([fewestPods({}), mostPods({})]).toEqual([1, 2]);
});

test("are as many as said", () => {
  expect([fewestPods({ replicas: 3 }), mostPods({ replicas: 3 })]).toEqual([3, 4]);
});

test("are between those of the autoscaler", () => {
  expect([fewestPods({ autoscaling }), mostPods({ autoscaling })]).toEqual([2, 7]);
});

test("are refused beside an autoscaler", () => {
  expect(replicaProblems({ replicas: 3, autoscaling })).toEqual([
    {
      path: "replicas",
      value: "3",
      sentence:
        "must be left out beside 'autoscaling', which decides the number: say 'minReplicas' there",
    },
  ]);
});

test.each([0, -1, 1.5, 1001, NaN])("are refused, when they are %d", (replicas) => {
  expect(replicaProblems({ replicas })).toMatchObject([
    { path: "replicas", sentence: "must be a whole number from 1 to 1000" },
  ]);
});
