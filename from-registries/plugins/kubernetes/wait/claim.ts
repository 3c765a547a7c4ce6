import { asText } from "../../protocol/values";
import { part, type Probe } from "./readiness";

/** Ready when bound; a class that binds only with a pod's first use leaves nothing to wait for. */
export const claim: Probe = async ({ client, live, signal }) => {
  if (part(live, "status")["phase"] === "Bound") return undefined;
  // The server has written the default class into the claim, where there is one.
  const wanted = asText(part(live, "spec")["storageClassName"]);
  const path = `/apis/storage.k8s.io/v1/storageclasses/${encodeURIComponent(wanted)}`;
  const found = wanted === "" ? undefined : await client.find(path, { signal });
  if (found?.["volumeBindingMode"] === "WaitForFirstConsumer") return undefined;
  const why =
    found === undefined
      ? `the storage class "${wanted}" does not exist, and no volume fits`
      : "no volume was bound to the claim";
  return { status: "Waiting for a volume", reasons: [why] };
};
