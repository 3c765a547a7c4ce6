import type { ApiClient } from "../../../../../from-registries/plugins/kubernetes/client";
import {
  daemonSet,
  deployment,
  statefulSet,
} from "../../../../../from-registries/plugins/kubernetes/wait/controllers";
import { pod } from "../../../../../from-registries/plugins/kubernetes/wait/pods";
import type { Probe } from "../../../../../from-registries/plugins/kubernetes/wait/readiness";
import type { JsonObject } from "../../../../../from-registries/plugins/protocol/values";

const client = { request: () => Promise.resolve({ items: [] }) } as unknown as ApiClient;
async function stateOf(probe: Probe, spec: JsonObject, status: JsonObject): Promise<string> {
  const live = { metadata: { generation: 2, namespace: "shop" }, spec, status };
  const lack = await probe({ client, live, elapsed: 0 });
  if (lack === undefined) return "ready";
  return lack.isFinal === true ? "failed" : "waiting";
}

describe("a Deployment", () => {
  const done = { observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 2 };

  test.each<[string, JsonObject, JsonObject, string]>([
    ["all replicas are current and available", { replicas: 2 }, done, "ready"],
    [
      "the controller has not seen it yet",
      { replicas: 2 },
      { ...done, observedGeneration: 1 },
      "waiting",
    ],
    ["an old pod is still there", { replicas: 2 }, { ...done, replicas: 3 }, "waiting"],
    ["one is not available", { replicas: 2 }, { ...done, availableReplicas: 1 }, "waiting"],
    ["it is scaled to nothing", { replicas: 0 }, { observedGeneration: 2 }, "ready"],
    ["it is paused", { replicas: 2, paused: true }, { observedGeneration: 2 }, "ready"],
    [
      "its deadline has passed",
      { replicas: 2 },
      {
        observedGeneration: 2,
        conditions: [{ type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded" }],
      },
      "failed",
    ],
  ])("when %s", async (_when, spec, status, state) => {
    expect(await stateOf(deployment, spec, status)).toBe(state);
  });
});

describe("a StatefulSet", () => {
  const done = {
    observedGeneration: 2,
    readyReplicas: 2,
    updatedReplicas: 2,
    currentRevision: "b",
    updateRevision: "b",
  };

  test.each<[string, JsonObject, JsonObject, string]>([
    ["all replicas are ready and current", { replicas: 2 }, done, "ready"],
    [
      "the rollout is half done",
      { replicas: 2 },
      { ...done, updatedReplicas: 1, currentRevision: "a" },
      "waiting",
    ],
    [
      "only the part above the partition is to be current",
      { replicas: 2, updateStrategy: { rollingUpdate: { partition: 1 } } },
      { ...done, updatedReplicas: 1, currentRevision: "a" },
      "ready",
    ],
    [
      "pods are only replaced by hand",
      { replicas: 2, updateStrategy: { type: "OnDelete" } },
      { ...done, updatedReplicas: 0, currentRevision: "a" },
      "ready",
    ],
    ["one is not ready", { replicas: 2 }, { ...done, readyReplicas: 1 }, "waiting"],
  ])("when %s", async (_when, spec, status, state) => {
    expect(await stateOf(statefulSet, spec, status)).toBe(state);
  });
});

describe("a DaemonSet", () => {
  test.each<[string, JsonObject, string]>([
    [
      "every node has its pod",
      {
        observedGeneration: 2,
        desiredNumberScheduled: 1,
        updatedNumberScheduled: 1,
        numberAvailable: 1,
      },
      "ready",
    ],
    ["no node is meant", { observedGeneration: 2, desiredNumberScheduled: 0 }, "ready"],
    [
      "a pod is of the old template",
      {
        observedGeneration: 2,
        desiredNumberScheduled: 1,
        updatedNumberScheduled: 0,
        numberAvailable: 1,
      },
      "waiting",
    ],
    ["the controller has not seen it yet", {}, "waiting"],
  ])("when %s", async (_when, status, state) => {
    expect(await stateOf(daemonSet, {}, status)).toBe(state);
  });
});

describe("a Pod", () => {
  test.each<[string, JsonObject, string]>([
    ["it says so", { phase: "Running", conditions: [{ type: "Ready", status: "True" }] }, "ready"],
    ["it has done its work", { phase: "Succeeded" }, "ready"],
    ["it failed for good", { phase: "Failed" }, "failed"],
    ["it starts", { phase: "Pending" }, "waiting"],
  ])("when %s", async (_when, status, state) => {
    expect(await stateOf(pod, {}, status)).toBe(state);
  });
});
