import { placementOf } from "../../../components/workloads/spread";

const labelSelector = { matchLabels: { "app.kubernetes.io/name": "cart" } };
const common = { maxSkew: 1, labelSelector, matchLabelKeys: ["pod-template-hash"] };

test("is over zones and nodes, as far as there are any", () => {
  expect(placementOf("cart", 2, "preferred")?.topologySpreadConstraints).toEqual([
    { ...common, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "ScheduleAnyway" },
    { ...common, topologyKey: "kubernetes.io/hostname", whenUnsatisfiable: "ScheduleAnyway" },
  ]);
});

test("is a condition for nodes, when it is required, and never for zones", () => {
  const { topologySpreadConstraints = [] } = placementOf("cart", 2, "required") ?? {};

  expect(topologySpreadConstraints.map((one) => one.whenUnsatisfiable)).toEqual([
    "ScheduleAnyway",
    "DoNotSchedule",
  ]);
});

test("prefers a node without such a pod, and forbids none", () => {
  expect(placementOf("cart", 2, "required")?.affinity).toEqual({
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 100, podAffinityTerm: { topologyKey: "kubernetes.io/hostname", labelSelector } },
      ],
    },
  });
});

test("is nothing for a single pod", () => {
  expect(placementOf("cart", 1, "required")).toBeUndefined();
});
