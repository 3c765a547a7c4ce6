import { type JsonObject, asText } from "../../protocol/values";
import { condition, count, part, type Look } from "./readiness";

const MOST_PODS = 5;

/** Why the pods of a workload are not ready, a line each, the newest pods first. */
export async function podReasons(look: Look, selector: JsonObject): Promise<string[]> {
  const pods = await listPods(look, selector);
  const unready = pods.filter((pod) => !isPodReady(pod)).slice(0, MOST_PODS);
  return unready.flatMap(reasonsOfPod);
}

export async function listPods(look: Look, selector: JsonObject): Promise<JsonObject[]> {
  const namespace = asText(part(look.live, "metadata")["namespace"]);
  const list = await look.client.request(`/api/v1/namespaces/${namespace}/pods`, {
    query: { labelSelector: selectorText(selector) },
    signal: look.signal,
  });
  const born = (pod: JsonObject): string => asText(part(pod, "metadata")["creationTimestamp"]);
  return ((list["items"] ?? []) as JsonObject[]).sort((one, other) =>
    born(other).localeCompare(born(one)),
  );
}

/** `{matchLabels, matchExpressions}` in the words of a query. */
export function selectorText(selector: JsonObject): string {
  const labels = Object.entries(part(selector, "matchLabels")).map(
    ([key, value]) => `${key}=${asText(value)}`,
  );
  const expressions = ((selector["matchExpressions"] ?? []) as JsonObject[]).map((item) => {
    const key = asText(item["key"]);
    const values = ((item["values"] ?? []) as string[]).join(",");
    if (item["operator"] === "Exists") return key;
    if (item["operator"] === "DoesNotExist") return `!${key}`;
    return `${key} ${item["operator"] === "NotIn" ? "notin" : "in"} (${values})`;
  });
  return [...labels, ...expressions].join(",");
}

export function isPodReady(pod: JsonObject): boolean {
  return condition(pod, "Ready")?.status === "True";
}

/** What one pod says about itself: scheduling, then each container. */
export function reasonsOfPod(pod: JsonObject): string[] {
  const metadata = part(pod, "metadata");
  const head = `[Pod ${asText(metadata["namespace"])}/${asText(metadata["name"])}]`;
  const reasons: string[] = [];
  const scheduled = condition(pod, "PodScheduled");
  if (scheduled?.status === "False") reasons.push(`${head}: not scheduled: ${scheduled.message}`);
  for (const status of containerStatuses(pod)) {
    const text = containerReason(status);
    if (text !== undefined) reasons.push(`${head}: ${text}`);
  }
  const message = part(pod, "status")["message"];
  if (typeof message === "string" && message !== "") reasons.push(`${head}: ${message}`);
  return reasons;
}

function containerStatuses(pod: JsonObject): JsonObject[] {
  const status = part(pod, "status");
  return [
    ...((status["initContainerStatuses"] ?? []) as JsonObject[]),
    ...((status["containerStatuses"] ?? []) as JsonObject[]),
  ];
}

function containerReason(status: JsonObject): string | undefined {
  const name = `container "${asText(status["name"])}"`;
  const now = part(status, "state");
  const last = part(part(status, "lastState"), "terminated");
  if (now["terminated"] !== undefined) return `${name} ${ending(part(now, "terminated"))}`;
  if (status["ready"] === true) return undefined;
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
