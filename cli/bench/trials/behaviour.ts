import { autoscalerPlace, readAutoscaler } from "./autoscaler";
import { type Stage } from "./stage";

/** On the autoscaler, with the behaviour that was taken away, so that a killed run can be undone. */
const KEPT = "tare.dev/behavior";

/** Leaves the autoscaler with Kubernetes' default behaviour. */
export async function removeBehaviour(stage: Stage, signal: AbortSignal): Promise<void> {
  const { metadata, spec } = await readAutoscaler(stage);
  if (metadata.annotations?.[KEPT] !== undefined || spec.behavior === undefined) return;
  const annotations = { [KEPT]: JSON.stringify(spec.behavior) };
  const change = { metadata: { annotations }, spec: { behavior: null } };
  await stage.cluster.patch(autoscalerPlace(stage), change, signal);
}

/** Puts back what was taken away, should that be so. */
export async function restoreBehaviour(stage: Stage, signal: AbortSignal): Promise<void> {
  const kept = (await readAutoscaler(stage)).metadata.annotations?.[KEPT];
  if (kept === undefined) return;
  const behavior = JSON.parse(kept) as object;
  const change = { metadata: { annotations: { [KEPT]: null } }, spec: { behavior } };
  await stage.cluster.patch(autoscalerPlace(stage), change, signal);
}
