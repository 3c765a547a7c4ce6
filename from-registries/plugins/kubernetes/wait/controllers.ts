import { type JsonObject, asText } from "../../protocol/values";
import { podReasons } from "./pods";
import { asReason, condition, conditions, count, type Lack, type Look } from "./readiness";
import { part, type Probe } from "./readiness";

/** Ready when every replica runs the current template and is available. */
export const deployment: Probe = async (look) => {
  const [spec, status] = [part(look.live, "spec"), part(look.live, "status")];
  const wanted = count(spec, "replicas", 1);
  const updated = count(status, "updatedReplicas");
  const available = count(status, "availableReplicas");
  const isDone = updated >= wanted && count(status, "replicas") <= updated && available >= wanted;
  const observed = isObserved(look.live);
  if (observed && (isDone || spec["paused"] === true)) return undefined;

  const bad = conditions(look.live)
    .filter(({ type, status: is }) => is === (type === "ReplicaFailure" ? "True" : "False"))
    .map(asReason);
  const late = condition(look.live, "Progressing")?.reason === "ProgressDeadlineExceeded";
  const lack = await lackOfPods(look, Math.min(available, updated), wanted, bad);
  return { ...lack, isFinal: late && observed };
};

/** Ready when all replicas are ready and, unless held back, on the current revision. */
export const statefulSet: Probe = async (look) => {
  const [spec, status] = [part(look.live, "spec"), part(look.live, "status")];
  const wanted = count(spec, "replicas", 1);
  const ready = count(status, "readyReplicas");
  const strategy = part(spec, "updateStrategy");
  const partition = count(part(strategy, "rollingUpdate"), "partition");
  const isRolled =
    strategy["type"] === "OnDelete" || count(status, "updatedReplicas") >= wanted - partition;
  if (isObserved(look.live) && ready >= wanted && isRolled) return undefined;

  const [from, to] = [asText(status["currentRevision"]), asText(status["updateRevision"])];
  const rollout = isRolled ? [] : [`the rollout from revision ${from} to ${to} is not done`];
  return lackOfPods(look, ready, wanted, rollout);
};

/** Ready when every node that should run a pod has an available one of the current template. */
export const daemonSet: Probe = async (look) => {
  const [spec, status] = [part(look.live, "spec"), part(look.live, "status")];
  const wanted = count(status, "desiredNumberScheduled");
  const onDelete = part(spec, "updateStrategy")["type"] === "OnDelete";
  const updated = onDelete ? wanted : count(status, "updatedNumberScheduled");
  const available = count(status, "numberAvailable");
  if (isObserved(look.live) && updated >= wanted && available >= wanted) return undefined;
  return lackOfPods(look, Math.min(available, updated), wanted);
};

/** Whether the controller has seen the object as it is now. */
function isObserved(live: JsonObject): boolean {
  const seen = count(part(live, "status"), "observedGeneration", -1);
  return seen >= count(part(live, "metadata"), "generation");
}

async function lackOfPods(
  look: Look,
  ready: number,
  wanted: number,
  reasons: readonly string[] = [],
): Promise<Lack> {
  const labels = part(part(part(look.live, "spec"), "selector"), "matchLabels");
  const tally = `${ready} of ${wanted} pods with the current template are ready`;
  return {
    status: `Waiting for the pods of the ${asText(look.live["kind"])} (${ready}/${wanted} ready)`,
    reasons: [...reasons, tally, ...(await podReasons(look, labels))],
  };
}
