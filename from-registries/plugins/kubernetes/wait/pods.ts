import { type JsonObject, asText } from "../../protocol/values";
import { condition, count, type Look, part, parts, type Probe } from "./readiness";

const MOST_PODS = 5;

/** A Pod is ready when it says so, or has done its work. */
export const pod: Probe = ({ live }) => {
  const phase = part(live, "status")["phase"];
  if (isPodReady(live) || phase === "Succeeded") return undefined;
  const isScheduled = condition(live, "PodScheduled")?.status === "True";
  return {
    status: `Waiting for the Pod to be ${isScheduled ? "ready" : "scheduled"}`,
    reasons: reasonsOfPod(live),
    isFinal: phase === "Failed",
  };
};

/** Why the pods of a workload are not ready, a line each, the newest pods first. */
export async function podReasons(look: Look, labels: JsonObject): Promise<string[]> {
  const pods = await listPods(look, labels);
  const unready = pods.filter((item) => !isPodReady(item)).slice(0, MOST_PODS);
  return unready.flatMap(reasonsOfPod);
}

export async function listPods(look: Look, labels: JsonObject): Promise<JsonObject[]> {
  const namespace = asText(part(look.live, "metadata")["namespace"]);
  const selector = Object.entries(labels).map(([key, value]) => `${key}=${asText(value)}`);
  const list = await look.client.request(`/api/v1/namespaces/${namespace}/pods`, {
    query: { labelSelector: selector.join(",") },
    signal: look.signal,
  });
  const born = (item: JsonObject): string => asText(part(item, "metadata")["creationTimestamp"]);
  return parts(list, "items").sort((one, other) => born(other).localeCompare(born(one)));
}

function isPodReady(live: JsonObject): boolean {
  return condition(live, "Ready")?.status === "True";
}

/** What one pod says about itself: scheduling, then each container. */
export function reasonsOfPod(live: JsonObject): string[] {
  const [metadata, status] = [part(live, "metadata"), part(live, "status")];
  const scheduled = condition(live, "PodScheduled");
  const containers = [
    ...parts(status, "initContainerStatuses"),
    ...parts(status, "containerStatuses"),
  ];
  const texts = [
    scheduled?.status === "False" ? `not scheduled: ${scheduled.message}` : "",
    ...containers.map(containerReason),
    asText(status["message"]),
  ];
  const head = `[Pod ${asText(metadata["namespace"])}/${asText(metadata["name"])}]`;
  return texts.filter(Boolean).map((text) => `${head}: ${text}`);
}

/** Empty for one that is ready. */
function containerReason(status: JsonObject): string {
  const name = `container "${asText(status["name"])}"`;
  const now = part(status, "state");
  const last = part(part(status, "lastState"), "terminated");
  if (now["terminated"] !== undefined) return `${name} ${ending(part(now, "terminated"))}`;
  if (status["ready"] === true) return "";
  const waits = part(now, "waiting");
  const why = [waits["reason"], waits["message"]].map(asText).filter(Boolean).join(": ");
  const before = last["exitCode"] === undefined ? "" : `; before, it ${ending(last)}`;
  const restarts = count(status, "restartCount");
  return `${name} is not ready${why && ` (${why})`}${before}${restarts > 0 ? `, ${restarts} restarts` : ""}`;
}

function ending(terminated: JsonObject): string {
  const reason = asText(terminated["reason"]);
  const note = ["", "Completed", "Error"].includes(reason) ? "" : ` (${reason})`;
  const message = terminated["message"] === undefined ? "" : `: ${asText(terminated["message"])}`;
  return `ended with exit code ${count(terminated, "exitCode")}${note}${message}`;
}
