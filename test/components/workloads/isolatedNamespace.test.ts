import { IsolatedNamespace } from "../../../components/workloads/isolatedNamespace";
import { allowDns, denyAll } from "../../../components/workloads/networkPolicy";
import { WebService } from "../../../components/workloads/webService";
import { Recorder } from "../../support/recorder";

const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

let recorder: Recorder;

beforeAll(async () => {
  recorder = await Recorder.start();
  const { namespaceName: namespace } = new IsolatedNamespace("front");
  new WebService("shop", {
    namespace,
    image: `registry/shop@sha256:${"a".repeat(64)}`,
    cpu: { cores: 1 },
    memory: { limit: "64 MiB" },
  });
  await recorder.settle();
});

test("enforces restricted pods", () => {
  expect(recorder.only("kubernetes:core/v1:Namespace", "front").inputs.metadata).toMatchObject({
    name: "front",
    labels: { "pod-security.kubernetes.io/enforce": "restricted" },
  });
});

test("denies everything but DNS", () => {
  const policies = recorder.ofType(POLICY).map(({ inputs }) => [inputs.metadata, inputs.spec]);
  const metadata = (name: string): unknown => expect.objectContaining({ name, namespace: "front" });

  expect(policies).toEqual([
    [metadata("deny-all"), denyAll()],
    [metadata("allow-dns"), allowDns()],
  ]);
});

test("is closed before the first pod comes into it", () => {
  const { dependsOn, inputs } = recorder.only("kubernetes:apps/v1:Deployment", "shop");

  expect(inputs.metadata).toMatchObject({ namespace: "front" });
  expect(dependsOn).toEqual(
    expect.arrayContaining([`${POLICY}::front-deny-all`, `${POLICY}::front-allow-dns`]),
  );
});
