import type { ValueMap } from "../protocol/values";
import { annotationOf } from "./names";
import { asManifest } from "./state";
import { condition } from "./wait/readiness";

/**
 * Whether a Job failed that carries `pulumi.com/replaceUnready: "true"`, as far as the state knows:
 * a Job never starts anew, so that without a replacement every later update would fail with it.
 */
export function isFailedJob(kind: string, inputs: ValueMap, outputs: ValueMap): boolean {
  if (kind !== "Job" || annotationOf(inputs, "pulumi.com/replaceUnready") !== "true") return false;
  return condition(asManifest(outputs), "Failed")?.status === "True";
}
