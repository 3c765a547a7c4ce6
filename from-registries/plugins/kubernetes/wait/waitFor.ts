import { type JsonObject, asText } from "../../protocol/values";
import { CancelledError } from "../apiErrors";
import { pause } from "../client";
import { claim } from "./claim";
import { daemonSet, deployment, statefulSet } from "./controllers";
import { job } from "./job";
import { pod } from "./pods";
import { type Lack, type Look, part, parts, type Probe } from "./readiness";
import { service } from "./service";
import type { Wait } from "./wait";

/** Kinds that are more than stored: all others are ready as soon as they exist. */
const PROBES: Readonly<Record<string, Probe>> = {
  "apps/v1:Deployment": deployment,
  "apps/v1:StatefulSet": statefulSet,
  "apps/v1:DaemonSet": daemonSet,
  "v1:Service": service,
  "v1:Pod": pod,
  "v1:PersistentVolumeClaim": claim,
  "batch/v1:Job": job,
};
const SHORTEST_LOOK = 250;
const LONGEST_LOOK = 1_500;
const MOST_WARNINGS = 3;

/** The object did not become ready; `reasons` say why as far as the cluster tells. */
export class WaitError extends Error {
  override readonly name = "WaitError";

  constructor(
    message: string,
    readonly reasons: readonly string[],
    readonly live: JsonObject,
  ) {
    super(message);
  }
}

/** One look, without waiting; `undefined` when there is nothing wrong. */
export async function lackOf(look: Look): Promise<Lack | undefined> {
  const kind = `${asText(look.live["apiVersion"])}:${asText(look.live["kind"])}`;
  return PROBES[kind]?.(look);
}

/** Looks until the object is ready and returns it as it then is. Throws {@link WaitError}. */
export async function waitFor(wait: Wait): Promise<JsonObject> {
  const start = Date.now();
  const name = nameOf(wait.live);
  let live = wait.live;
  let last: Lack | undefined;
  try {
    for (let every = SHORTEST_LOOK; ; every = Math.min(every * 1.3, LONGEST_LOOK)) {
      const elapsed = Date.now() - start;
      const lack = await lackOf({ ...wait, live, elapsed });
      if (lack === undefined) return live;
      if (lack.status !== last?.status) wait.onStatus(lack.status);
      last = lack;
      const isFinal = lack.isFinal === true;
      if (isFinal || elapsed >= wait.milliseconds) {
        const seconds = Math.round(wait.milliseconds / 1_000);
        const message = `${name} ${isFinal ? "failed" : `was not ready within ${seconds} s`}`;
        throw new WaitError(message, [...lack.reasons, ...(await warningsAbout(wait))], live);
      }
      await pause(every, wait.signal, name);
      live = await again(wait, live);
    }
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    throw new WaitError(`cancelled while waiting for ${name}`, last?.reasons ?? [], live);
  }
}

/** Some reasons the cluster notes only here, as that a Job was not allowed to make its pod. */
async function warningsAbout({ client, live }: Wait): Promise<string[]> {
  const { namespace, uid } = part(live, "metadata");
  const path = `/api/v1/namespaces/${asText(namespace)}/events`;
  const query = { fieldSelector: `involvedObject.uid=${asText(uid)},type=Warning` };
  const list = await client.find(path, { query, retries: 0 }).catch(() => undefined);
  const texts = parts(list ?? {}, "items").map(
    (event) => `[${asText(event["reason"])}] ${asText(event["message"])}`,
  );
  return texts.slice(0, MOST_WARNINGS);
}

async function again(wait: Wait, live: JsonObject): Promise<JsonObject> {
  const now = await wait.client.find(wait.path, { signal: wait.signal });
  if (now === undefined || part(now, "metadata")["uid"] !== part(live, "metadata")["uid"]) {
    throw new WaitError(`${nameOf(live)} was deleted while it was waited for`, [], live);
  }
  return now;
}

function nameOf(live: JsonObject): string {
  return `${asText(live["kind"])} "${asText(part(live, "metadata")["name"])}"`;
}
