import { reasonsOfPod } from "../../../../../from-registries/plugins/kubernetes/wait/pods";
import type { JsonObject } from "../../../../../from-registries/plugins/protocol/values";

const pod = (status: JsonObject) => ({ metadata: { namespace: "shop", name: "web-1" }, status });

describe("reasonsOfPod", () => {
  test("says why a container waits, how it ended before, and how often", () => {
    const containerStatuses = [
      {
        ...{ name: "c", ready: false, restartCount: 3 },
        state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 40s" } },
        lastState: { terminated: { exitCode: 137, reason: "OOMKilled" } },
      },
    ];

    expect(reasonsOfPod(pod({ containerStatuses }))).toEqual([
      '[Pod shop/web-1]: container "c" is not ready (CrashLoopBackOff: back-off 40s); ' +
        "before, it ended with exit code 137 (OOMKilled), 3 restarts",
    ]);
  });

  test("says that the pod found no node", () => {
    const conditions = [
      { type: "PodScheduled", status: "False", message: "0/1 nodes are available" },
    ];

    expect(reasonsOfPod(pod({ conditions }))).toEqual([
      "[Pod shop/web-1]: not scheduled: 0/1 nodes are available",
    ]);
  });

  test("has nothing to say about a ready pod", () => {
    const containerStatuses = [{ name: "c", ready: true, state: { running: {} }, restartCount: 2 }];

    expect(reasonsOfPod(pod({ containerStatuses }))).toEqual([]);
  });
});
