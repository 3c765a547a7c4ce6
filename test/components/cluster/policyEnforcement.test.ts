import * as pulumi from "@pulumi/pulumi";
import { ClusterTarget } from "../../../components/cluster/clusterTarget";
import { enforcementDoubt } from "../../../components/cluster/policyEnforcement";
import { answerKubectl, CLUSTER_UID, kubeSystem } from "../../support/kubectl";
import { Recorder } from "../../support/recorder";

const ADDRESS = {
  kind: "kind",
  context: "kind-tare",
  kubeconfig: "/kubeconfig",
  uid: CLUSTER_UID,
} as const;

const daemonSets = (...names: string[]): string =>
  JSON.stringify({ items: names.map((name) => ({ metadata: { name } })) });

test.each(["kindnet", "calico-node", "cilium"])("no doubt, where %s runs", (name) => {
  const kubectl = answerKubectl({ stdout: daemonSets("nodeprobe", name) });

  expect(enforcementDoubt(ADDRESS, ["shop"])).toBeUndefined();
  expect(kubectl.mock.calls[0][1]).toContain("--raw=/apis/apps/v1/daemonsets");
});

test.each([[[]], [["kube-proxy", "kindnet-metrics"]]])(
  "a doubt that names the namespaces, where %j run",
  (names) => {
    answerKubectl({ stdout: daemonSets(...names) });

    expect(enforcementDoubt(ADDRESS, ["shop", "bank"])).toMatch(
      /^this cluster runs no network that is known to enforce network policies: those of 'shop', 'bank' may be there and mean nothing, so any pod may call theirs\. Known are .*kindnet/,
    );
  },
);

test("a doubt, where the cluster does not say", () => {
  answerKubectl({ status: 1, stderr: "daemonsets is forbidden\n" });

  expect(enforcementDoubt(ADDRESS, ["shop"])).toContain(
    "could not be seen (daemonsets is forbidden)",
  );
});

test("nothing is asked, where no namespace is closed", () => {
  const kubectl = answerKubectl({ status: 1 });

  expect(enforcementDoubt(ADDRESS, [])).toBeUndefined();
  expect(kubectl).not.toHaveBeenCalled();
});

test("an update warns of it, once, and goes on", async () => {
  const recorder = await Recorder.start();
  const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue(undefined);
  answerKubectl({ stdout: kubeSystem(CLUSTER_UID) });
  const cluster = new ClusterTarget("cluster", { address: ADDRESS });

  answerKubectl({ stdout: daemonSets("kube-proxy") });
  cluster.warnWherePoliciesMeanNothing(["shop"]);
  answerKubectl({ stdout: daemonSets("kindnet") });
  cluster.warnWherePoliciesMeanNothing(["shop"]);
  await recorder.settle();

  expect(warn.mock.calls.map(([text]) => text)).toEqual([
    expect.stringContaining("those of 'shop' may be there and mean nothing"),
  ]);
});
