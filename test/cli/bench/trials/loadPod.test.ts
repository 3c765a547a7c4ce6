import { LOAD_LABELS, loadPod } from "../../../../cli/bench/trials/loadPod";
import { LOAD_SOURCE } from "../../../../components/benchmark/loadSource";
import { commonLabels } from "../../../../components/workloads/labels";

const POD = loadPod({
  ...{ name: "trial-1", namespace: "tare-benchmark", image: "loadgen@sha256:aa" },
  ...{ url: "http://10.0.0.1:80/", rate: 100, settle: 1, seconds: 30 },
}) as {
  metadata: { labels: Record<string, string> };
  spec: { activeDeadlineSeconds: number; containers: { command: string[] }[] };
};

test("the load has the labels by which the program lets it in", () => {
  expect(LOAD_LABELS).toEqual(commonLabels(LOAD_SOURCE.name));
  expect(POD.metadata.labels).toMatchObject(LOAD_SOURCE.labels);
});

test("the load is an open loop with an end of its own, and one that the cluster gives it", () => {
  const command = POD.spec.containers[0].command.join(" ");

  expect(command).toContain("loadgen load --url http://10.0.0.1:80/ ");
  expect(command).toContain("--rate 100 --seconds 30 --settle 1 ");
  expect(POD.spec.activeDeadlineSeconds).toBeGreaterThan(30);
});
