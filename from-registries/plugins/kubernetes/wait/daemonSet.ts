import { podReasons } from "./podReasons";
import { count, isObserved, part, type Probe, READY } from "./readiness";

/** Ready when every node that should run a pod has an available one of the current template. */
export const daemonSet: Probe = async (look) => {
  const spec = part(look.live, "spec");
  const status = part(look.live, "status");
  const wanted = count(status, "desiredNumberScheduled");
  const onDelete = part(spec, "updateStrategy")["type"] === "OnDelete";
  const updated = onDelete ? wanted : count(status, "updatedNumberScheduled");
  const available = count(status, "numberAvailable");
  if (isObserved(look.live) && updated >= wanted && available >= wanted) return READY;

  const reasons = [
    `${available} of ${wanted} pods are available, ${updated} with the current template`,
    ...(await podReasons(look, part(spec, "selector"))),
  ];
  const text = `Waiting for the pods of the DaemonSet (${available}/${wanted} available)`;
  return { state: "waiting", status: text, reasons };
};
