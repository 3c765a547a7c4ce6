import { type JsonObject, asText } from "../../protocol/values";
import { pause } from "../client";
import { conditions, part } from "./readiness";
import type { Wait } from "./wait";

/** Waits until the object is gone, or another one has taken its name. */
export async function waitUntilGone(wait: Wait): Promise<void> {
  const end = Date.now() + wait.milliseconds;
  const uid = part(wait.live, "metadata")["uid"];
  wait.onStatus("Waiting for the deletion to finish");
  for (let every = 150; ; every = Math.min(every * 1.4, 1_500)) {
    const live = await wait.client.find(wait.path, { signal: wait.signal });
    if (live === undefined || part(live, "metadata")["uid"] !== uid) return;
    if (Date.now() > end) throw new Error(notGone(live, wait.milliseconds));
    await pause(every, wait.signal, wait.path);
  }
}

function notGone(live: JsonObject, milliseconds: number): string {
  const { name, finalizers = [] } = part(live, "metadata");
  const seconds = Math.round(milliseconds / 1_000);
  const held = (finalizers as string[]).join(", ");
  const reasons = conditions(live).filter(({ status }) => status === "True");
  return [
    `${asText(live["kind"])} "${asText(name)}" is still there after ${seconds} s`,
    ...(held === "" ? [] : [`held by the finalizers ${held}`]),
    ...reasons.map(({ message }) => message),
  ].join("\n");
}
