import { selectorLabels } from "../workloads/labels";
import type { Endpoint } from "../workloads/networkPolicy";

/** Where load comes from; also the name of its namespace. */
export const GENERATOR = "tare-benchmark";

/** The pods of all measurements, as the network policies of what they call must name them. */
export const LOAD_SOURCE: Omit<Endpoint, "port"> = {
  name: "loadgen",
  namespace: GENERATOR,
  labels: selectorLabels("loadgen"),
};
