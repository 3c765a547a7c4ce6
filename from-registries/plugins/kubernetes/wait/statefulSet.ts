import { asText } from "../../protocol/values";
import { podReasons } from "./podReasons";
import { count, isObserved, part, type Probe, READY } from "./readiness";

/** Ready when all replicas are ready and, unless held back, on the current revision. */
export const statefulSet: Probe = async (look) => {
  const spec = part(look.live, "spec");
  const status = part(look.live, "status");
  const wanted = count(spec, "replicas", 1);
  const ready = count(status, "readyReplicas");
  const strategy = part(spec, "updateStrategy");
  const partition = count(part(strategy, "rollingUpdate"), "partition");
  const updated = count(status, "updatedReplicas");
  const current = status["currentRevision"];
  const next = status["updateRevision"];
  const isRolled =
    strategy["type"] === "OnDelete" ||
    (partition > 0 ? updated >= wanted - partition : current === next || updated >= wanted);
  if (isObserved(look.live) && ready >= wanted && isRolled) return READY;

  const reasons = [`${ready} of ${wanted} replicas are ready`];
  if (!isRolled)
    reasons.push(`the rollout from revision ${asText(current)} to ${asText(next)} is not done`);
  reasons.push(...(await podReasons(look, part(spec, "selector"))));
  const text = `Waiting for the pods of the StatefulSet (${ready}/${wanted} ready, ${updated} updated)`;
  return { state: "waiting", status: text, reasons };
};
