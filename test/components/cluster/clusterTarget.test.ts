import * as pulumi from "@pulumi/pulumi";
import { ClusterTarget } from "../../../components/cluster/clusterTarget";
import { answerKubectl, CLUSTER_UID, kubeSystem } from "../../support/kubectl";
import { Recorder } from "../../support/recorder";
import { thrownBy } from "../../support/thrownBy";

const ADDRESS = {
  kind: "kind",
  context: "kind-tare",
  kubeconfig: "/kubeconfig",
  uid: CLUSTER_UID,
} as const;
const WAY_OUT =
  "Nothing was changed. `make up` starts the local cluster; for another one check the context, " +
  "or, where the cluster itself is new, record its UID in 'tare:cluster.uid'.";
const OTHER_UID = "99999999-2222-3333-4444-555555555555";

test("gives a provider for the configured context, when the cluster is the recorded one", async () => {
  const recorder = await Recorder.start();
  const kubectl = answerKubectl({ stdout: kubeSystem(CLUSTER_UID) });

  new ClusterTarget("cluster", { address: ADDRESS });
  await recorder.settle();

  expect(kubectl.mock.calls[0].slice(0, 2)).toEqual([
    "kubectl",
    [
      "--kubeconfig=/kubeconfig",
      "--context=kind-tare",
      "--request-timeout=10s",
      "get",
      "--raw=/api/v1/namespaces/kube-system",
    ],
  ]);
  expect(recorder.only("pulumi:providers:kubernetes", "cluster-provider").inputs).toEqual({
    context: "kind-tare",
    kubeconfig: "/kubeconfig",
    clusterIdentifier: CLUSTER_UID,
  });
});

test.each([true, false])(
  "stops before the first resource, when it is another cluster (preview: %s)",
  async (preview) => {
    const recorder = await Recorder.start({ preview });
    answerKubectl({ stdout: kubeSystem(OTHER_UID) });

    const error = thrownBy(() => new ClusterTarget("cluster", { address: ADDRESS }));
    await recorder.settle();

    expect(pulumi.RunError.isInstance(error)).toBe(true);
    expect(error.message).toBe(
      "context 'kind-tare' of /kubeconfig is another cluster than the one of this environment: " +
        `its kube-system namespace has UID ${OTHER_UID}, recorded is ${CLUSTER_UID}. ${WAY_OUT}`,
    );
    expect(recorder.resources).toEqual([]);
  },
);

const SILENT = [
  [
    "does not answer",
    { status: 1, stderr: "E1122 retrying\nUnable to connect to the server: timeout\n" },
    "Unable to connect to the server: timeout",
  ],
  ["says nothing", { status: 3 }, "kubectl ended with code 3"],
  ["has no kubectl", { error: new Error("ENOENT") }, "kubectl could not run (ENOENT)"],
] as const;

test.each(SILENT)("stops an update, when the cluster %s", async (_, answer, reason) => {
  const recorder = await Recorder.start();
  answerKubectl(answer);

  const error = thrownBy(() => new ClusterTarget("cluster", { address: ADDRESS }));

  expect(error.message).toBe(
    `context 'kind-tare' of /kubeconfig did not answer: ${reason}. ${WAY_OUT}`,
  );
  expect(recorder.resources).toEqual([]);
});

test.each(SILENT)("warns in a preview, when the cluster %s", async (_, answer, reason) => {
  const recorder = await Recorder.start({ preview: true });
  answerKubectl(answer);
  const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();

  new ClusterTarget("cluster", { address: ADDRESS });
  await recorder.settle();

  expect(warn).toHaveBeenCalledWith(
    `context 'kind-tare' of /kubeconfig did not answer: ${reason}. The preview goes on without it.`,
  );
  expect(recorder.ofType("tare:index:ClusterTarget")).toHaveLength(1);
});
