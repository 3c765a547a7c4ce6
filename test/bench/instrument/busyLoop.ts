import { run } from "../../../platform/exec";
import { kubectl, type Laboratory } from "./laboratory";

const NAMESPACE = "tare-instrument";
const REMOVAL = 90_000;

/** @param image of a container that has Node */
export function busyLoop(image: string): readonly object[] {
  const metadata = { name: "busy-loop", namespace: NAMESPACE };
  const container = {
    name: "busy-loop",
    image,
    command: ["node", "-e", "for (;;);"],
    resources: { limits: { cpu: "1", memory: "128Mi" }, requests: { cpu: "10m", memory: "64Mi" } },
  };
  const spec = {
    restartPolicy: "Never",
    terminationGracePeriodSeconds: 0,
    containers: [container],
  };
  return [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } },
    { apiVersion: "v1", kind: "Pod", metadata, spec },
  ];
}

/** Has a pod of another namespace compute for nothing while `work` is done; it goes whatever happens. */
export async function besideBusyLoop<T>(
  laboratory: Laboratory,
  image: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    const items = busyLoop(image);
    await kubectl(laboratory, ["create", "-f", "-"], { apiVersion: "v1", kind: "List", items });
    const pod = ["pod/busy-loop", "-n", NAMESPACE, "--timeout=60s"];
    await kubectl(laboratory, ["wait", "--for=condition=Ready", ...pod]);
    return await work();
  } finally {
    const args = ["delete", "namespace", NAMESPACE, "--ignore-not-found", "--wait"];
    await run("kubectl", [...laboratory.target, ...args], { timeout: REMOVAL });
  }
}
