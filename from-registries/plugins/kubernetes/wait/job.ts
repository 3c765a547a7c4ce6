import { listPods, reasonsOfPod } from "./pods";
import { asReason, condition, count, part, type Probe } from "./readiness";

const MOST_REASONS = 10;

/** Ready when the Job has completed; failed as soon as the Job itself gives up. */
export const job: Probe = async (look) => {
  const isSuspended = part(look.live, "spec")["suspend"] === true;
  if (isSuspended || condition(look.live, "Complete")?.status === "True") return undefined;

  const name = part(look.live, "metadata")["name"];
  const pods = await listPods(look, { "batch.kubernetes.io/job-name": name });
  const unfinished = pods.filter((item) => part(item, "status")["phase"] !== "Succeeded");
  const reasons = unfinished.flatMap(reasonsOfPod).slice(0, MOST_REASONS);
  const status = part(look.live, "status");
  const tally = ["active", "succeeded", "failed"].map((key) => `${count(status, key)} ${key}`);
  const text = `Waiting for the Job to complete (${tally.join(", ")})`;
  const failed = condition(look.live, "Failed");
  const isFinal = failed?.status === "True";
  return { status: text, reasons: [...reasons, isFinal ? asReason(failed) : text], isFinal };
};
