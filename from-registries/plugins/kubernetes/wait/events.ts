import { type JsonObject, asText } from "../../protocol/values";
import type { Look } from "./readiness";
import { part } from "./readiness";

const MOST = 3;

/** The newest warnings that the cluster noted about an object; some reasons stand only there. */
export async function warningsAbout({ client, live, signal }: Look): Promise<string[]> {
  const { namespace, uid } = part(live, "metadata");
  if (namespace === undefined) return [];
  const list = await client.find(`/api/v1/namespaces/${asText(namespace)}/events`, {
    query: { fieldSelector: `involvedObject.uid=${asText(uid)},type=Warning` },
    retries: 0,
    signal,
  });
  const seen = (event: JsonObject): string => asText(event["lastTimestamp"] ?? event["eventTime"]);
  return ((list?.["items"] ?? []) as JsonObject[])
    .sort((one, other) => seen(other).localeCompare(seen(one)))
    .slice(0, MOST)
    .map((event) => `[${asText(event["reason"])}] ${asText(event["message"])}`);
}
