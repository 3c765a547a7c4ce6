import type { JsonObject } from "../../protocol/values";
import type { Look } from "./readiness";
import { part, type Probe, READY, waiting } from "./readiness";

const DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

/** Ready when bound; a class that binds only with a pod's first use leaves nothing to wait for. */
export const claim: Probe = async (look) => {
  if (part(look.live, "status")["phase"] === "Bound") return READY;
  const wanted = part(look.live, "spec")["storageClassName"];
  const found = await storageClass(look, wanted);
  if (found?.["volumeBindingMode"] === "WaitForFirstConsumer") return READY;
  const why =
    found === undefined
      ? `the storage class ${JSON.stringify(wanted ?? "(default)")} does not exist, and no volume fits`
      : "no volume was bound to the claim";
  return waiting("Waiting for a volume", why);
};

async function storageClass(look: Look, wanted: unknown): Promise<JsonObject | undefined> {
  const root = "/apis/storage.k8s.io/v1/storageclasses";
  if (typeof wanted === "string") {
    return wanted === ""
      ? undefined
      : look.client.find(`${root}/${wanted}`, { signal: look.signal });
  }
  const list = await look.client.request(root, { signal: look.signal });
  return ((list["items"] ?? []) as JsonObject[]).find(
    (item) => part(part(item, "metadata"), "annotations")[DEFAULT_CLASS] === "true",
  );
}
