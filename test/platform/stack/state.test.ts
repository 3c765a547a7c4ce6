import { clustersOf } from "../../../platform/stack/state";

const state = (...resources: object[]) => ({ deployment: { resources } }) as never;

test("gives the clusters of the Kubernetes providers, and leaves out what is not plain text", () => {
  const cluster = { context: "c", kubeconfig: "/k", clusterIdentifier: "u" };
  const provider = (inputs: object) => ({ type: "pulumi:providers:kubernetes", urn: "", inputs });
  const others = [
    { ...provider(cluster), type: "pulumi:providers:random" },
    provider({ ...cluster, kubeconfig: { ciphertext: "x" } }),
    { ...provider({}), inputs: undefined },
  ];

  expect(clustersOf(state(...others, provider(cluster)))).toEqual([
    { context: "c", kubeconfig: "/k", uid: "u" },
  ]);
});
