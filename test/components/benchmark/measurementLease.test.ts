import { LoadGenerator } from "../../../components/benchmark/loadGenerator";
import { LEASE } from "../../../components/benchmark/measurementLease";
import { Recorder } from "../../support/recorder";

const RBAC = "kubernetes:rbac.authorization.k8s.io/v1";

let recorder: Recorder;

beforeAll(async () => {
  recorder = await Recorder.start();
  const image = `r/i@sha256:${"1".repeat(64)}`;
  new LoadGenerator("generator", { image, probe: { url: "http://probe", audience: "a" } });
  await recorder.settle();
});

test("the account may hold the one Lease, and make one, and nothing else", () => {
  const [role, ...others] = recorder.ofType(`${RBAC}:Role`);
  const leases = { apiGroups: ["coordination.k8s.io"], resources: ["leases"] };

  expect(others).toEqual([]);
  expect(role.inputs.rules).toEqual([
    { ...leases, resourceNames: [LEASE], verbs: ["get", "update"] },
    { ...leases, verbs: ["create"] },
  ]);
  expect(recorder.ofType(`${RBAC}:ClusterRole`)).toEqual([]);
});

test("only the account of the load generator has that right", () => {
  const [binding, ...others] = recorder.ofType(`${RBAC}:RoleBinding`);

  expect(others).toEqual([]);
  expect(binding.inputs).toMatchObject({
    roleRef: { kind: "Role", name: LEASE },
    subjects: [{ kind: "ServiceAccount", name: "loadgen", namespace: "generator" }],
  });
});
