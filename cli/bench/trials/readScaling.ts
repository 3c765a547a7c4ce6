import { z } from "zod";
import { type Growth, type Scaling } from "../../../report/trials/scaling";
import { type Autoscaler, readAutoscaler } from "./autoscaler";
import { type Stage } from "./stage";

/** Seconds, where a cluster does not tell what it runs with. */
const DEFAULTS = {
  /** https://kubernetes.io/docs/reference/command-line-tools-reference/kubelet/ */
  reading: 10,
  /** https://github.com/kubernetes-sigs/metrics-server: `--metric-resolution` */
  fetch: 60,
  /** https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/ */
  look: 15,
} as const;
const SYSTEM = "kube-system";

const template = z.object({
  containers: z.array(
    z.object({ command: z.array(z.string()).default([]), args: z.array(z.string()).default([]) }),
  ),
});

/** How the cluster scales the service, as far as it tells; the kubelet's flags are told by no object. */
export async function readScaling(stage: Stage): Promise<Scaling> {
  const { cluster } = stage;
  const autoscaler = await readAutoscaler(stage);
  const server = z
    .object({ spec: z.object({ template: z.object({ spec: template }) }) })
    .safeParse(
      await cluster.read({ kind: "deployment", name: "metrics-server", namespace: SYSTEM }),
    );
  const manager = z
    .object({ spec: template })
    .safeParse(await cluster.find("pods", SYSTEM, "component=kube-controller-manager"));
  const fetch = server.data && flagOf(server.data.spec.template.spec, "--metric-resolution");
  const isSeen = manager.success;
  const look = manager.data && flagOf(manager.data.spec, "--horizontal-pod-autoscaler-sync-period");
  const lookSeconds = look ?? DEFAULTS.look;
  return {
    fewest: autoscaler.spec.minReplicas,
    most: autoscaler.spec.maxReplicas,
    reading: DEFAULTS.reading,
    fetch: fetch ?? DEFAULTS.fetch,
    look: lookSeconds,
    told: [...(server.success ? ["fetch" as const] : []), ...(isSeen ? ["look" as const] : [])],
    growth: growthOf(autoscaler, lookSeconds),
  };
}

/** Seconds of a flag like `--name=1m30s`; `undefined` where it is not given. */
function flagOf({ containers }: z.infer<typeof template>, flag: string): number | undefined {
  const words = containers.flatMap(({ command, args }) => [...command, ...args]);
  const value = words.find((word) => word.startsWith(`${flag}=`))?.slice(flag.length + 1) ?? "";
  const [, minutes = "0", seconds = "0"] = /^(?:(\d+)m)?(?:([\d.]+)s)?$/.exec(value) ?? [];
  return Number(minutes) * 60 + Number(seconds) || undefined;
}

/**
 * Without a `behavior` the controller doubles at each look, or goes to 4 at once; it is not what a
 * `behavior` with default values does (`normalizeDesiredReplicas` of `podautoscaler/horizontal.go`).
 */
function growthOf({ spec: { behavior } }: Autoscaler, look: number): Growth {
  const up = behavior?.scaleUp;
  if (up === undefined) return { window: 0, pods: 0, share: 1, reach: 4, period: look };
  const of = (type: string): number =>
    Math.max(
      0,
      ...(up.policies ?? []).filter((one) => one.type === type).map(({ value }) => value),
    );
  return {
    window: up.stabilizationWindowSeconds ?? 0,
    pods: of("Pods"),
    share: of("Percent") / 100,
    reach: 0,
    period: Math.max(1, ...(up.policies ?? []).map(({ periodSeconds }) => periodSeconds)),
  };
}
