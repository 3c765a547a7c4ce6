import { type JsonObject, asText } from "../../protocol/values";
import { CancelledError } from "../apiErrors";
import { pause } from "../pause";
import { claim } from "./claim";
import { daemonSet } from "./daemonSet";
import { deployment } from "./deployment";
import { warningsAbout } from "./events";
import { job } from "./job";
import { pod } from "./pod";
import type { Look, Probe, Readiness } from "./readiness";
import { part } from "./readiness";
import { service } from "./service";
import { statefulSet } from "./statefulSet";

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

export interface Wait {
  readonly client: Look["client"];
  readonly path: string;
  readonly live: JsonObject;
  readonly milliseconds: number;
  readonly signal: AbortSignal;
  readonly onStatus: (text: string) => void;
}

/** One look, without waiting; `undefined` when there is nothing wrong. */
export async function whyNotReady(look: Look): Promise<readonly string[] | undefined> {
  const readiness = await probe(look);
  return readiness.state === "ready" ? undefined : readiness.reasons;
}

/** Looks until the object is ready and returns it as it then is. Throws {@link WaitError}. */
export async function waitFor(wait: Wait): Promise<JsonObject> {
  const start = Date.now();
  const name = nameOf(wait.live);
  let live = wait.live;
  let shown = "";
  let last: Readiness = { state: "waiting", status: "", reasons: [] };
  try {
    for (let every = SHORTEST_LOOK; ; every = Math.min(every * 1.3, LONGEST_LOOK)) {
      const look = { ...wait, live, elapsed: Date.now() - start };
      last = await probe(look);
      if (last.state === "ready") {
        if (shown !== "") wait.onStatus("Ready");
        return live;
      }
      if (last.state === "failed") throw await failure(`${name} failed`, last, look);
      if (last.status !== shown) wait.onStatus((shown = last.status));
      if (look.elapsed >= wait.milliseconds) {
        const seconds = Math.round(wait.milliseconds / 1_000);
        throw await failure(`${name} was not ready within ${seconds} s`, last, look);
      }
      await pause(every, wait.signal, name);
      live = await again(wait, live);
    }
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    throw new WaitError(`cancelled while waiting for ${name}`, reasonsOf(last), live);
  }
}

function probe(look: Look): Promise<Readiness> | Readiness {
  const kind = `${asText(look.live["apiVersion"])}:${asText(look.live["kind"])}`;
  return PROBES[kind]?.(look) ?? { state: "ready" };
}

async function again(wait: Wait, live: JsonObject): Promise<JsonObject> {
  const now = await wait.client.find(wait.path, { signal: wait.signal });
  if (now === undefined || part(now, "metadata")["uid"] !== part(live, "metadata")["uid"]) {
    throw new WaitError(`${nameOf(live)} was deleted while it was waited for`, [], live);
  }
  return now;
}

async function failure(message: string, last: Readiness, look: Look): Promise<WaitError> {
  const warnings = await warningsAbout(look).catch(() => []);
  const reasons = [...new Set([...reasonsOf(last), ...warnings])];
  return new WaitError(message, reasons, look.live);
}

function reasonsOf(readiness: Readiness): readonly string[] {
  return readiness.state === "ready" ? [] : readiness.reasons;
}

function nameOf(live: JsonObject): string {
  return `${asText(live["kind"])} "${asText(part(live, "metadata")["name"])}"`;
}
