import versions from "../../versions.json";
import type { Instance } from "../instance";
import { kubectl } from "../kind/commands";
import { loadImage } from "../kind/loadImage";
import type { Progress } from "../progress";
import { metricsServerManifests } from "./metricsServerManifests";

const IMAGE = `registry.k8s.io/metrics-server/metrics-server:v${versions.metricsServer}`;

/** Sees to it that `kubectl top` and autoscalers get their figures. Throws `UserError`. */
export async function ensureMetricsServer(instance: Instance, progress: Progress): Promise<void> {
  await loadImage(instance, IMAGE, progress);
  progress.note("installing metrics-server");
  const input = JSON.stringify({
    apiVersion: "v1",
    kind: "List",
    items: metricsServerManifests(IMAGE),
  });
  const apply = ["apply", "--server-side", "--force-conflicts", "--filename", "-"];
  const options = { log: progress.log, signal: progress.signal };
  await kubectl(instance, apply, { ...options, input });
}

/** Waits until the figures are there: metrics-server needs two readings, 15 s apart. */
export async function metricsServerReady(instance: Instance, progress: Progress): Promise<void> {
  progress.note("waiting for metrics-server");
  const wait = ["wait", "--for=condition=Available", "--timeout=180s"];
  await kubectl(instance, [...wait, "apiservice/v1beta1.metrics.k8s.io"], {
    log: progress.log,
    signal: progress.signal,
  });
}
