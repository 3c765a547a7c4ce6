import {
  type AutoscalingArgs,
  autoscalerSpec,
  autoscalingProblems,
} from "../../../components/workloads/autoscaler";

const ARGS: AutoscalingArgs = { minReplicas: 2, maxReplicas: 6 };

const utilization = (averageUtilization: number) => ({ type: "Utilization", averageUtilization });

test("scales the Deployment of its name on CPU and memory, when nothing else is said", () => {
  expect(autoscalerSpec("cart", ARGS, false)).toEqual({
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "cart" },
    minReplicas: 2,
    maxReplicas: 6,
    metrics: [
      { type: "Resource", resource: { name: "cpu", target: utilization(70) } },
      { type: "Resource", resource: { name: "memory", target: utilization(70) } },
    ],
    behavior: {
      scaleUp: {
        stabilizationWindowSeconds: 0,
        selectPolicy: "Max",
        policies: [
          { type: "Percent", value: 100, periodSeconds: 15 },
          { type: "Pods", value: 4, periodSeconds: 15 },
        ],
      },
      scaleDown: {
        stabilizationWindowSeconds: 300,
        selectPolicy: "Max",
        policies: [
          { type: "Percent", value: 10, periodSeconds: 60 },
          { type: "Pods", value: 1, periodSeconds: 60 },
        ],
      },
    },
  });
});

test("looks at the server's container alone, when there is a sidecar", () => {
  expect(autoscalerSpec("cart", ARGS, true).metrics).toEqual([
    {
      type: "ContainerResource",
      containerResource: { name: "cpu", container: "cart", target: utilization(70) },
    },
    {
      type: "ContainerResource",
      containerResource: { name: "memory", container: "cart", target: utilization(70) },
    },
  ]);
});

test("leaves out what is off, and takes other targets and paces", () => {
  const args: AutoscalingArgs = {
    ...ARGS,
    cpu: "150 %",
    memory: "off",
    scaleDown: { window: "1 min", pods: 2 },
  };
  const { metrics, behavior } = autoscalerSpec("cart", args, false);

  expect(metrics).toEqual([
    { type: "Resource", resource: { name: "cpu", target: utilization(150) } },
  ]);
  expect(behavior).toMatchObject({
    scaleDown: { stabilizationWindowSeconds: 60, policies: [{ value: 10 }, { value: 2 }] },
  });
});

test.each<[string, Partial<AutoscalingArgs>, string, string]>([
  [
    "minReplicas is more than maxReplicas",
    { minReplicas: 7 },
    "autoscaling.minReplicas",
    "must be at most 'autoscaling.maxReplicas' (6)",
  ],
  [
    "there would be no pod",
    { minReplicas: 0 },
    "autoscaling.minReplicas",
    "must be a whole number from 1 to 1000",
  ],
  [
    "nothing has a say",
    { cpu: "off", memory: "off" },
    "autoscaling",
    "must have a say for 'cpu' or 'memory': nothing else is measured",
  ],
  [
    "a target is nothing",
    { cpu: "0 %" },
    "autoscaling.cpu",
    "must be an amount from 1 % to 10000 %",
  ],
  [
    "the API takes no window so long",
    { scaleUp: { window: "61 min" } },
    "autoscaling.scaleUp.window",
    "must be an amount from 0 s to 1 h",
  ],
])("is refused, when %s", (_what, changed, path, sentence) => {
  expect(autoscalingProblems({ ...ARGS, ...changed })).toMatchObject([{ path, sentence }]);
});

test("is refused nothing, when everything is as documented", () => {
  expect(autoscalingProblems(ARGS)).toEqual([]);
});
