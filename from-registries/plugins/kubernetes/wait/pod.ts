import { isPodReady, reasonsOfPod } from "./podReasons";
import { condition, part, type Probe, READY } from "./readiness";

/** Ready when the pod says so, or has done its work. */
export const pod: Probe = ({ live }) => {
  const phase = part(live, "status")["phase"];
  if (isPodReady(live) || phase === "Succeeded") return READY;
  const reasons = reasonsOfPod(live);
  if (phase === "Failed") return { state: "failed", reasons };
  const stage =
    condition(live, "PodScheduled")?.status !== "True"
      ? "be scheduled"
      : condition(live, "Initialized")?.status !== "True"
        ? "be initialised"
        : "be ready";
  return { state: "waiting", status: `Waiting for the Pod to ${stage}`, reasons };
};
