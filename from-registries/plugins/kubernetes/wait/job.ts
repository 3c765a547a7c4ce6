import type { JsonObject } from "../../protocol/values";
import { listPods, reasonsOfPod } from "./podReasons";
import { asReason, condition, count, part, type Probe, READY } from "./readiness";

/** Ready when the Job has completed; failed as soon as the Job itself gives up. */
export const job: Probe = async (look) => {
  const spec = part(look.live, "spec");
  const status = part(look.live, "status");
  if (condition(look.live, "Complete")?.status === "True" || spec["suspend"] === true) return READY;

  const selector: JsonObject = {
    matchLabels: { "batch.kubernetes.io/job-name": part(look.live, "metadata")["name"] },
  };
  const failed = condition(look.live, "Failed");
  if (failed?.status === "True") {
    const pods = await listPods(look, selector);
    return {
      state: "failed",
      reasons: [...pods.flatMap(reasonsOfPod).slice(0, 10), asReason(failed)],
    };
  }
  const [active, succeeded, lost] = ["active", "succeeded", "failed"].map((name) =>
    count(status, name),
  );
  const text =
    status["startTime"] === undefined
      ? "Waiting for the Job to start"
      : `Waiting for the Job to complete (${active} active, ${succeeded} succeeded, ${lost} failed)`;
  const pods = await listPods(look, selector);
  const reasons = pods
    .filter((pod) => part(pod, "status")["phase"] !== "Succeeded")
    .flatMap(reasonsOfPod);
  return { state: "waiting", status: text, reasons: [text, ...reasons.slice(0, 10)] };
};
