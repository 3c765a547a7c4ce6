import { type JsonObject, asText } from "../../protocol/values";
import { pause } from "../pause";
import { conditions, part } from "./readiness";
import type { Wait } from "./waitFor";

/** Waits until the object is gone, or another one has taken its name. */
export async function waitUntilGone(wait: Wait): Promise<void> {
  const end = Date.now() + wait.milliseconds;
  const uid = part(wait.live, "metadata")["uid"];
  wait.onStatus("Waiting for the deletion to finish");
  for (let every = 150; ; every = Math.min(every * 1.4, 1_500)) {
    const live = await wait.client.find(wait.path, { signal: wait.signal });
    if (live === undefined || part(live, "metadata")["uid"] !== uid) {
      return wait.onStatus("Deleted");
    }
    if (Date.now() > end) throw new Error(notGone(live, wait.milliseconds));
    await pause(every, wait.signal, wait.path);
  }
}

function notGone(live: JsonObject, milliseconds: number): string {
  const metadata = part(live, "metadata");
  const finalizers = ((metadata["finalizers"] ?? []) as string[]).join(", ");
  const reasons = conditions(live)
    .filter(({ status }) => status === "True")
    .map(({ message }) => message);
  return [
    `${asText(live["kind"])} "${asText(metadata["name"])}" is still there after ${milliseconds / 1_000} s`,
    ...(finalizers === "" ? [] : [`held by the finalizers ${finalizers}`]),
    ...reasons,
  ].join("\n");
}
