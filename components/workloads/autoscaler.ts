import type * as k8s from "@pulumi/kubernetes/types/input";
import { type Duration, duration, seconds } from "../config/duration";
import { type Percent, percent } from "../config/percent";
import type { Problem } from "../config/problems";
import { amountProblems, problemIf, wholeNumberProblems } from "./argumentProblems";
import { type Pace, paceProblems, type PaceOverrides, SCALE_DOWN, SCALE_UP } from "./scalingPace";

/** Between how many pods, and at what use of their requests, the number of pods moves. */
export interface AutoscalingArgs {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** Of what the pods request, on average, above which there are more. @default "70 %" */
  readonly cpu?: Target;
  /**
   * The same of memory. A heap gives little back, so it guards the limit rather than follow the load:
   * the target has to lie above what an idle pod uses, and below the heap's cap, which is 75 % of the
   * limit. @default "70 %"
   */
  readonly memory?: Target;
  /** @default - at once, double or 4 pods more, every 15 s */
  readonly scaleUp?: PaceOverrides;
  /** @default - after 5 min, a tenth or 1 pod less, every minute */
  readonly scaleDown?: PaceOverrides;
}

/** `off`: the resource has no say. */
export type Target = Percent | "off";

const MOST_REPLICAS = { min: 1, max: 1000 };
const TARGETS = { cpu: "70 %", memory: "70 %" } as const;
const NAMES = ["cpu", "memory"] as const;

/** The targets that have a say. */
export function targetsOf(args: AutoscalingArgs): Partial<Record<"cpu" | "memory", Percent>> {
  const { cpu = TARGETS.cpu, memory = TARGETS.memory } = args;
  return { ...(cpu !== "off" && { cpu }), ...(memory !== "off" && { memory }) };
}

export function autoscalingProblems(args: AutoscalingArgs | undefined): Problem[] {
  if (args === undefined) return [];
  const { minReplicas, maxReplicas } = args;
  const targets = targetsOf(args);
  const path = "autoscaling";
  return [
    ...wholeNumberProblems(`${path}.minReplicas`, minReplicas ?? "", MOST_REPLICAS),
    ...wholeNumberProblems(`${path}.maxReplicas`, maxReplicas ?? "", MOST_REPLICAS),
    ...problemIf(
      minReplicas > maxReplicas,
      `${path}.minReplicas`,
      minReplicas,
      `must be at most '${path}.maxReplicas' (${maxReplicas})`,
    ),
    ...NAMES.flatMap((name) =>
      amountProblems(`${path}.${name}`, targets[name], percent, { min: "1 %", max: "10000 %" }),
    ),
    ...problemIf(
      Object.keys(targets).length === 0,
      path,
      "cpu and memory off",
      "must have a say for 'cpu' or 'memory': nothing else is measured",
    ),
    ...paceProblems(`${path}.scaleUp`, args.scaleUp),
    ...paceProblems(`${path}.scaleDown`, args.scaleDown),
  ];
}

/** Of a HorizontalPodAutoscaler, version 2, for the Deployment of that name. */
export function autoscalerSpec(
  name: string,
  args: AutoscalingArgs,
  sidecar: boolean,
): k8s.autoscaling.v2.HorizontalPodAutoscalerSpec {
  const { minReplicas, maxReplicas, scaleUp, scaleDown } = args;
  const metrics = Object.entries(targetsOf(args)).map(([resource, target]) =>
    metric(resource, target, sidecar ? name : undefined),
  );
  return {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
    minReplicas,
    maxReplicas,
    metrics,
    behavior: {
      scaleUp: rules({ ...SCALE_UP, ...scaleUp }),
      scaleDown: rules({ ...SCALE_DOWN, ...scaleDown }),
    },
  };
}

/**
 * A pod with a sidecar is judged by its container alone: the sum would be of two that grow for
 * different reasons, and is unknown where the sidecar requests nothing.
 */
function metric(
  name: string,
  utilization: Percent,
  container: string | undefined,
): k8s.autoscaling.v2.MetricSpec {
  const target = { type: "Utilization", averageUtilization: percent.parse(utilization) };
  return container === undefined
    ? { type: "Resource", resource: { name, target } }
    : { type: "ContainerResource", containerResource: { name, container, target } };
}

function rules({ window, percent: share, pods, period }: Pace): k8s.autoscaling.v2.HPAScalingRules {
  const periodSeconds = seconds(period);
  return {
    stabilizationWindowSeconds: duration.parse(window satisfies Duration) / 1000,
    selectPolicy: "Max",
    policies: [
      { type: "Percent", value: percent.parse(share), periodSeconds },
      { type: "Pods", value: pods, periodSeconds },
    ],
  };
}
