import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../errors";
import { CommandError, tryRun } from "../exec";
import type { Instance } from "../instance";
import type { Progress } from "../progress";
import { inNode, kubectl, nodeName } from "./commands";

const READY_SECONDS = 180;

/** Waits until the API server, the node and its name service answer. Throws {@link UserError}. */
export async function waitUntilReady(instance: Instance, progress: Progress): Promise<void> {
  progress.note("waiting until the cluster is ready");
  const end = Date.now() + READY_SECONDS * 1_000;
  let last = "";
  while (Date.now() < end) {
    try {
      await kubectl(instance, ["get", "--raw", "/readyz", "--request-timeout=5s"]);
      const wait = ["wait", "--for=condition=Ready", "--timeout=5s", `node/${nodeName(instance)}`];
      await kubectl(instance, wait);
      await kubectl(instance, [
        ...["wait", "--for=condition=Available", "--timeout=5s"],
        ...["--namespace", "kube-system", "deployment/coredns"],
      ]);
      return;
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      last = error.message;
    }
    await sleep(1_000, undefined, { signal: progress.signal });
  }
  await keepNodeLog(instance, progress);
  throw new UserError(
    `cluster ${instance.clusterName} is not ready after ${READY_SECONDS} s`,
    `read ${progress.log}; 'make down' and 'make up' make it anew`,
    last,
  );
}

/** Copies what the node has to say into the step's log, before the node is gone. */
export async function keepNodeLog(instance: Instance, progress: Progress): Promise<void> {
  const options = { log: progress.log, timeout: 20_000 };
  await tryRun("docker", ["logs", "--tail", "100", nodeName(instance)], options);
  const journal = ["journalctl", "--no-pager", "--lines=200", "--unit=kubelet"];
  await inNode(instance, [...journal, "--unit=containerd"], options).catch(() => undefined);
}
