import { settleCreations } from "../../../platform/stack/pendingCreations";

const urn = (type: string, name: string): string => `urn:pulumi:dev::tare::${type}::${name}`;
const object = (type: string, name: string, metadata: object) => ({
  urn: urn(type, name),
  type,
  custom: true,
  inputs: { metadata },
});
const there = { ...object("kubernetes:core/v1:Namespace", "a", { name: "a" }), id: "a" };
const service = object("kubernetes:core/v1:Service", "web", { name: "web", namespace: "a" });
const role = object("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", "r", { name: "r" });
const image = { urn: urn("docker:index/image:Image", "i"), type: "docker:index/image:Image" };
const pending = (...resources: { urn: string; type: string }[]) =>
  resources.map((resource) => ({ type: "creating", resource }));
const stack = (pending_operations: ReturnType<typeof pending>) => ({
  version: 3,
  deployment: { manifest: {}, resources: [there], pending_operations },
});

test("nothing is changed, when no creation was interrupted", () => {
  expect(settleCreations(stack([]))).toBeUndefined();
  expect(settleCreations({ deployment: {} })).toBeUndefined();
});

test("an interrupted Kubernetes object enters the state under the id its name gives it", () => {
  const settled = settleCreations(stack(pending(service, role)));

  expect(settled).toEqual({
    version: 3,
    deployment: {
      manifest: {},
      resources: [
        there,
        { ...service, id: "a/web", outputs: service.inputs },
        { ...role, id: "r", outputs: role.inputs },
      ],
    },
  });
});

test("an interrupted image is forgotten, for it is pushed again", () => {
  expect(settleCreations(stack(pending(image)))?.deployment.resources).toEqual([there]);
});

test("an object that the state holds already is not entered twice", () => {
  expect(settleCreations(stack(pending(there)))?.deployment.resources).toEqual([there]);
});

test("an object that was to replace another one takes its place, and the other one is to be deleted", () => {
  const map = (name: string) =>
    object("kubernetes:core/v1:ConfigMap", "kept", { name, namespace: "a" });
  const old = { ...map("kept-1"), id: "a/kept-1" };
  const before = { version: 3, deployment: { manifest: {}, resources: [old, there] } };
  const killed = { ...before.deployment, pending_operations: pending(map("kept-2")) };

  expect(settleCreations({ ...before, deployment: killed })?.deployment.resources).toEqual([
    { ...map("kept-2"), id: "a/kept-2", outputs: map("kept-2").inputs },
    there,
    { ...old, delete: true },
  ]);
});

test("operations other than creations stay: a refresh settles them", () => {
  const updating = { type: "updating", resource: there };

  const settled = settleCreations(stack([...pending(service), updating]));

  expect(settled?.deployment.pending_operations).toEqual([updating]);
});
