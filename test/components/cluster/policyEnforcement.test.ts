import * as pulumi from "@pulumi/pulumi";
import { ClusterTarget } from "../../../components/cluster/clusterTarget";
import { askDaemonSets, enforcementDoubt } from "../../../components/cluster/policyEnforcement";
import {
  answerKubectl,
  answerKubectlAside,
  CLUSTER_UID,
  daemonSets,
  kubeSystem,
} from "../../support/kubectl";
import { Recorder } from "../../support/recorder";

const ADDRESS = {
  kind: "kind",
  context: "kind-tare",
  kubeconfig: "/kubeconfig",
  uid: CLUSTER_UID,
} as const;

test("one request asks for the DaemonSets of the configured context", async () => {
  const kubectl = answerKubectlAside({ stdout: daemonSets() });

  expect(await askDaemonSets(ADDRESS)).toEqual({ text: daemonSets() });
  expect(kubectl.mock.calls.map(([, args]) => args)).toEqual([
    [
      "--kubeconfig=/kubeconfig",
      "--context=kind-tare",
      "--request-timeout=10s",
      "get",
      "--raw=/apis/apps/v1/daemonsets",
    ],
  ]);
});

test.each([
  ["is refused", { status: 1, stderr: "E1122 retrying\nForbidden\n" }, "Forbidden"],
  ["says nothing", { status: 3 }, "kubectl ended with code 3"],
  ["could not start", { error: new Error("ENOENT") }, "kubectl could not run (ENOENT)"],
])("a request that %s gives the reason", async (_, answer, reason) => {
  answerKubectlAside(answer);

  expect(await askDaemonSets(ADDRESS)).toEqual({ reason });
});

test.each(["kindnet", "calico-node", "cilium"])("no doubt, where %s runs", (name) => {
  const text = daemonSets("nodeprobe", name);

  expect(enforcementDoubt({ text }, ["shop"])).toBeUndefined();
});

test.each([[[]], [["kube-proxy", "kindnet-metrics"]]])(
  "a doubt that names the namespaces, where %j run",
  (names) => {
    expect(enforcementDoubt({ text: daemonSets(...names) }, ["shop", "bank"])).toMatch(
      /^this cluster runs no network that is known to enforce network policies: those of 'shop', 'bank' may be there and mean nothing, so any pod may call theirs\. Known are .*kindnet/,
    );
  },
);

test("a doubt, where the cluster does not say", () => {
  expect(enforcementDoubt({ reason: "daemonsets is forbidden" }, ["shop"])).toContain(
    "could not be seen (daemonsets is forbidden)",
  );
});

describe("an update", () => {
  let recorder: Recorder;
  let warned: () => readonly unknown[];

  beforeEach(async () => {
    recorder = await Recorder.start({ preview: true });
    const warn = jest.spyOn(pulumi.log, "warn").mockClear().mockResolvedValue(undefined);
    warned = () => warn.mock.calls.map(([text]) => text);
  });

  test("asks nothing, where no namespace is closed", async () => {
    answerKubectl({ stdout: kubeSystem(CLUSTER_UID) });
    const aside = answerKubectlAside({ status: 1 });

    new ClusterTarget("cluster", { address: ADDRESS }).warnWherePoliciesMeanNothing([]);
    await recorder.settle();

    expect(aside).not.toHaveBeenCalled();
    expect(warned()).toEqual([]);
  });

  test("goes on while it asks, and ends when it has warned, once", async () => {
    answerKubectl({ stdout: kubeSystem(CLUSTER_UID) });
    const cluster = new ClusterTarget("cluster", { address: ADDRESS });

    answerKubectlAside({ stdout: daemonSets("kube-proxy") });
    cluster.warnWherePoliciesMeanNothing(["shop"]);
    answerKubectlAside({ stdout: daemonSets("kindnet") });
    cluster.warnWherePoliciesMeanNothing(["shop"]);
    expect(warned()).toEqual([]);
    await recorder.settle();

    expect(warned()).toEqual([
      expect.stringContaining("those of 'shop' may be there and mean nothing"),
    ]);
  });

  test("does not wait twice for a cluster that does not answer", async () => {
    answerKubectl({ status: 1, stderr: "Unable to connect to the server: timeout\n" });
    const aside = answerKubectlAside({ status: 1 });

    new ClusterTarget("cluster", { address: ADDRESS }).warnWherePoliciesMeanNothing(["shop"]);
    await recorder.settle();

    expect(aside).not.toHaveBeenCalled();
    expect(warned()).toEqual([
      expect.stringContaining("The preview goes on without it."),
      expect.stringContaining("could not be seen (Unable to connect to the server: timeout)"),
    ]);
  });
});
