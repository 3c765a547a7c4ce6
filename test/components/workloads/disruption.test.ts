import {
  type DisruptionArgs,
  disruptionProblems,
  disruptionSpec,
} from "../../../components/workloads/disruption";

test("takes one pod at a time, and always one that is not ready", () => {
  expect(disruptionSpec("cart", 2)).toEqual({
    maxUnavailable: 1,
    unhealthyPodEvictionPolicy: "AlwaysAllow",
    selector: { matchLabels: { "app.kubernetes.io/name": "cart" } },
  });
});

test("is none for a single pod, which it would keep from ever going", () => {
  expect(disruptionSpec("cart", 1)).toBeUndefined();
});

test("keeps as many as said", () => {
  expect(disruptionSpec("cart", 3, { minAvailable: 2 })).toMatchObject({ minAvailable: 2 });
  expect(disruptionSpec("cart", 3, { minAvailable: 2 })).not.toHaveProperty("maxUnavailable");
});

test.each<[string, unknown, number, string, string]>([
  [
    "it would take none",
    { maxUnavailable: 0 },
    3,
    "disruption.maxUnavailable",
    "must be at least 1, or no node can be drained",
  ],
  [
    "it would keep all",
    { minAvailable: 3 },
    3,
    "disruption.minAvailable",
    "must be less than the 3 pods there are at least, or no node can be drained",
  ],
  [
    "it says two things",
    { minAvailable: 1, maxUnavailable: 1 },
    3,
    "disruption",
    "must hold either 'maxUnavailable' or 'minAvailable'",
  ],
  ["it says nothing", {}, 3, "disruption", "must hold either 'maxUnavailable' or 'minAvailable'"],
  [
    "half a pod may go",
    { maxUnavailable: 0.5 },
    3,
    "disruption.maxUnavailable",
    "must be a whole number from 1 to 1000",
  ],
])("is refused, when %s", (_what, args, pods, path, sentence) => {
  expect(disruptionProblems(args as DisruptionArgs, pods)).toMatchObject([{ path, sentence }]);
});

test.each<[DisruptionArgs | undefined, number]>([
  [undefined, 1],
  [{ maxUnavailable: 1 }, 1],
  [{ minAvailable: 2 }, 3],
])("takes %j for %d pods", (args, pods) => {
  expect(disruptionProblems(args, pods)).toEqual([]);
});
