import { UserError } from "../../../platform/errors";
import { autoscalerPlace, readAutoscaler } from "./autoscaler";
import { type Stage } from "./stage";

/** On the autoscaler, with what was there before a trial, so that a killed run can be undone. */
const KEPT = { behavior: "tare.dev/behavior", metrics: "tare.dev/metrics" } as const;
/** For what puts it back, whatever has ended the trial. */
const RESTORE_MILLIS = 60_000;

/** Changes one part of the autoscaler for a trial; `null`: Kubernetes' default. */
export async function changeAutoscaler(
  stage: Stage,
  part: keyof typeof KEPT,
  value: unknown,
  signal: AbortSignal,
): Promise<void> {
  const { metadata, spec } = await readAutoscaler(stage);
  if (metadata.annotations?.[KEPT[part]] !== undefined || !spec[part]) return;
  const annotations = { [KEPT[part]]: JSON.stringify(spec[part]) };
  const change = { metadata: { annotations }, spec: { [part]: value } };
  await stage.cluster.patch(autoscalerPlace(stage), change, signal);
}

/** Puts back what was changed, should something be. */
export async function restoreAutoscaler(stage: Stage, signal: AbortSignal): Promise<void> {
  const { annotations = {} } = (await readAutoscaler(stage)).metadata;
  const changed = Object.entries(KEPT).filter(([, name]) => annotations[name] !== undefined);
  if (changed.length === 0) return;
  const change = {
    metadata: { annotations: Object.fromEntries(changed.map(([, name]) => [name, null])) },
    spec: Object.fromEntries(
      changed.map(([part, name]) => [part, JSON.parse(annotations[name]) as unknown]),
    ),
  };
  await stage.cluster.patch(autoscalerPlace(stage), change, signal);
}

/**
 * Does a trial that changes the autoscaler, and puts that back with a signal of its own. Throws a
 * {@link UserError} where it cannot.
 */
export async function withRestoredAutoscaler<T>(stage: Stage, trial: () => Promise<T>): Promise<T> {
  try {
    return await trial();
  } finally {
    await restoreAutoscaler(stage, AbortSignal.timeout(RESTORE_MILLIS)).catch((error: unknown) => {
      const { service, namespace } = stage.service;
      throw new UserError(
        `what was changed of autoscaler ${service} in namespace ${namespace} could not be put back`,
        "run './tare up', which puts it back",
        error instanceof Error ? error.message : undefined,
      );
    });
  }
}
