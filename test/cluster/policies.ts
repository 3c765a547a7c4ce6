import { askDaemonSets, enforcementDoubt } from "../../components/cluster/policyEnforcement";
import { instanceFromEnv } from "../../platform/instance";
import { recordedCluster } from "../../platform/stack/clusterRecord";
import type { Driver } from "../support/tare";
import { deployedImage, kubectlOf } from "./kubectl";
import { probePolicies } from "./policyProbe";

/** Whether policies hold is asked of the network itself. Part of the story of deployment.test.ts. */
export function policyTests(tare: () => Driver, instance: string): void {
  test("network policies hold exactly where `up` does not doubt it", async () => {
    const env = { ...process.env, TARE_INSTANCE: instance };
    const cluster = recordedCluster(instanceFromEnv(env));
    const { kubeconfig = "", context = "", uid = "" } = cluster ?? {};
    const kubectl = kubectlOf(tare());

    const reached = probePolicies(kubectl, deployedImage(kubectl, "node-std"));

    const answer = await askDaemonSets({ kind: "kind", kubeconfig, context, uid });
    const doubt = enforcementDoubt(answer, ["probe"]);
    const isOpen = doubt !== undefined;
    expect(reached).toEqual({ caller: true, intruder: isOpen, stranger: isOpen });
  }, 60_000);
}
