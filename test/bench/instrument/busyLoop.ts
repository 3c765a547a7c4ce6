import { run } from "../../../platform/exec";
import { BUSY, busyPod } from "../../support/busyPod";
import { kubectl, type Laboratory } from "./laboratory";

const NAMESPACE = "tare-instrument";
const REMOVAL = 90_000;

/** Has a pod of another namespace compute for nothing while `work` is done; it goes whatever happens. */
export async function besideBusyLoop<T>(
  laboratory: Laboratory,
  image: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } };
    const items = [namespace, busyPod(image, NAMESPACE)];
    await kubectl(laboratory, ["create", "-f", "-"], { apiVersion: "v1", kind: "List", items });
    const pod = [`pod/${BUSY}`, "-n", NAMESPACE, "--timeout=60s"];
    await kubectl(laboratory, ["wait", "--for=condition=Ready", ...pod]);
    return await work();
  } finally {
    const args = ["delete", "namespace", NAMESPACE, "--ignore-not-found", "--wait"];
    await run("kubectl", [...laboratory.target, ...args], { timeout: REMOVAL });
  }
}
