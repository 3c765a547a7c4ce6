import { podReasons } from "./podReasons";
import {
  asReason,
  condition,
  conditions,
  count,
  isObserved,
  part,
  type Probe,
  READY,
} from "./readiness";

/** Ready when every replica runs the current template and is available. */
export const deployment: Probe = async (look) => {
  const spec = part(look.live, "spec");
  const status = part(look.live, "status");
  const wanted = count(spec, "replicas", 1);
  const updated = count(status, "updatedReplicas");
  const available = Math.min(count(status, "availableReplicas"), updated);
  const isDone =
    isObserved(look.live) &&
    updated >= wanted &&
    count(status, "replicas") <= updated &&
    count(status, "availableReplicas") >= wanted;
  if (isDone || (spec["paused"] === true && isObserved(look.live))) return READY;

  const bad = conditions(look.live)
    .filter(({ type, status: is }) => (type === "ReplicaFailure" ? is === "True" : is === "False"))
    .map(asReason);
  const text = `Waiting for the pods of the Deployment (${available}/${wanted} available)`;
  const reasons = [
    ...bad,
    `${available} of ${wanted} pods with the current template are available`,
    ...(await podReasons(look, part(spec, "selector"))),
  ];
  const late = condition(look.live, "Progressing")?.reason === "ProgressDeadlineExceeded";
  if (late && isObserved(look.live)) return { state: "failed", reasons };
  return { state: "waiting", status: text, reasons };
};
