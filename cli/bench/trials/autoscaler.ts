import { z } from "zod";
import { type Observation } from "../../../report/trials/timeline";
import { type Stage } from "./stage";
import { type Place } from "./trialCluster";
import { watchEvent } from "./watchEvent";

export const AUTOSCALERS = "horizontalpodautoscalers";

const count = z.number().int().nonnegative();
const resource = z.looseObject({ name: z.string() });
const target = z.looseObject({
  target: z.looseObject({ averageUtilization: z.number().optional() }),
});
const current = z.looseObject({ current: z.object({ averageUtilization: z.number().optional() }) });
const metric = <T extends z.ZodType>(more: T) => {
  const known = z.intersection(resource, more).optional();
  return z.array(z.looseObject({ resource: known, containerResource: known })).nullish();
};

const policies = z.object({
  stabilizationWindowSeconds: z.number().nullish(),
  policies: z
    .array(z.object({ type: z.string(), value: z.number(), periodSeconds: z.number() }))
    .nullish(),
});

/** The parts of a HorizontalPodAutoscaler, version 2, that trials read. */
export const autoscalerSchema = z.object({
  metadata: z.object({
    name: z.string(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
  spec: z.object({
    minReplicas: count.default(1),
    maxReplicas: count,
    metrics: metric(target),
    behavior: z.looseObject({ scaleUp: policies.optional() }).optional(),
  }),
  status: z
    .object({
      currentReplicas: count.default(0),
      desiredReplicas: count,
      currentMetrics: metric(current),
    })
    .optional(),
});

export type Autoscaler = z.infer<typeof autoscalerSchema>;

type AutoscalerObservation = Omit<Extract<Observation, { kind: "autoscaler" }>, "at">;

/** What a line of the watch tells of the autoscaler of that name. */
export function autoscalerEvent(line: string, name: string): AutoscalerObservation | undefined {
  const event = watchEvent(line);
  if (event === undefined || event.type === "DELETED") return undefined;
  const { metadata, spec, status } = autoscalerSchema.parse(event.object);
  if (metadata.name !== name || status === undefined) return undefined;
  const share = (of: "cpu" | "memory"): number | undefined => {
    const used = find(status.currentMetrics, of)?.current.averageUtilization;
    const wanted = find(spec.metrics, of)?.target.averageUtilization;
    return used === undefined || wanted === undefined ? undefined : used / wanted;
  };
  const { currentReplicas: found, desiredReplicas: wanted } = status;
  const [cpu, memory] = [share("cpu"), share("memory")];
  const known = { ...(cpu !== undefined && { cpu }), ...(memory !== undefined && { memory }) };
  return { kind: "autoscaler", state: { wanted, found, ...known } };
}

/** A metric of the pods, or of one container where there are several. */
function find<T extends { readonly name: string }>(
  metrics: readonly { readonly resource?: T; readonly containerResource?: T }[] | null | undefined,
  name: string,
): T | undefined {
  return (metrics ?? [])
    .map((one) => one.resource ?? one.containerResource)
    .find((one) => one?.name === name);
}

export function autoscalerPlace({
  service: { service: name, namespace },
}: Pick<Stage, "service">): Place {
  return { kind: AUTOSCALERS, name, namespace };
}

/** Throws where there is none. */
export async function readAutoscaler(
  stage: Pick<Stage, "service" | "cluster">,
): Promise<Autoscaler> {
  const place = autoscalerPlace(stage);
  const parsed = autoscalerSchema.safeParse(await stage.cluster.read(place));
  if (parsed.success) return parsed.data;
  throw new Error(`namespace ${place.namespace} has no autoscaler ${place.name}`);
}
