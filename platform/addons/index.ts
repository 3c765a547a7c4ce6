import { UserError } from "../errors";
import { CommandError } from "../exec";
import type { Instance } from "../instance";
import { kubectl } from "../kind/commands";
import type { Progress } from "../progress";
import { ensureMetricsServer, metricsServerReady } from "./metricsServer";
import { trimKindnet } from "./requestBudget";

/**
 * Sees to it that the cluster has what the program counts on beside Kubernetes itself: figures of
 * CPU and memory, and volumes made on demand. Throws {@link UserError}.
 */
export async function ensureAddons(instance: Instance, progress: Progress): Promise<void> {
  try {
    await trimKindnet(instance);
    await ensureMetricsServer(instance, progress);
    await requireStorageClass(instance);
    await metricsServerReady(instance, progress);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new UserError(
      "an add-on of the cluster does not get ready",
      `read ${progress.log}; 'make down' and 'make up' make the cluster anew`,
      error.message,
    );
  }
}

/** Both node images bring the local-path provisioner and this class. */
async function requireStorageClass(instance: Instance): Promise<void> {
  const asked = ["get", "storageclass/standard", "--output", "jsonpath={.provisioner}"];
  const { stdout } = await kubectl(instance, asked);
  if (stdout.trim() === "rancher.io/local-path") return;
  throw new UserError(
    `the cluster's storage class 'standard' makes no volumes (provisioner '${stdout.trim()}')`,
    "'make down' and 'make up' make the cluster anew",
  );
}
