import { getObject, kubectl } from "./support/cluster";
import { type Bag, Driver } from "./support/driver";
import { at, k8sUrn } from "./support/manifests";
import { startSession, stopSession } from "./support/session";
import { objectIn } from "./support/waiting";

jest.setTimeout(60_000);
let driver: Driver;
let ns: string;

beforeAll(async () => {
  ({ driver, ns } = await startSession());
});
afterAll(() => stopSession(ns));

/** A kind that governs pods from outside them, and one change of it. */
interface Case {
  readonly type: string;
  readonly resource: string;
  readonly old: Bag;
  readonly changed: Bag;
  /** The path of the one thing that differs, as a diff names it. */
  readonly differs: string;
  /** A value that the API server refuses. */
  readonly refused: Bag;
}

const metric = (averageUtilization: number) => ({
  type: "ContainerResource",
  containerResource: {
    name: "cpu",
    container: "web",
    target: { type: "Utilization", averageUtilization },
  },
});

const autoscaler = (target: number, more: Bag = {}) => ({
  scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
  minReplicas: 2,
  maxReplicas: 6,
  metrics: [metric(target)],
  behavior: {
    scaleDown: {
      stabilizationWindowSeconds: 300,
      selectPolicy: "Max",
      policies: [{ type: "Pods", value: 1, periodSeconds: 60 }],
    },
  },
  ...more,
});

const budget = (maxUnavailable: number) => ({
  maxUnavailable,
  unhealthyPodEvictionPolicy: "AlwaysAllow",
  selector: { matchLabels: { app: "web" } },
});

const policy = (port: number) => ({
  podSelector: { matchLabels: { app: "web" } },
  policyTypes: ["Ingress"],
  ingress: [
    {
      from: [{ podSelector: { matchLabels: { app: "front" } } }],
      ports: [{ protocol: "TCP", port }],
    },
  ],
});

const CASES: readonly Case[] = [
  {
    type: "autoscaling/v2:HorizontalPodAutoscaler",
    resource: "horizontalpodautoscaler",
    old: autoscaler(70),
    changed: autoscaler(80),
    differs: "spec.metrics[0].containerResource.target.averageUtilization",
    refused: autoscaler(70, { minReplicas: 7 }),
  },
  {
    type: "policy/v1:PodDisruptionBudget",
    resource: "poddisruptionbudget",
    old: budget(1),
    changed: budget(2),
    differs: "spec.maxUnavailable",
    refused: { ...budget(1), minAvailable: 1 },
  },
  {
    type: "networking.k8s.io/v1:NetworkPolicy",
    resource: "networkpolicy",
    old: policy(8080),
    changed: policy(9090),
    differs: "spec.ingress[0].ports[0].port",
    refused: policy(65_536),
  },
];

describe.each(CASES)("a $resource", ({ type, resource, old, changed, differs, refused }) => {
  const urn = k8sUrn(type);
  const object = (name: string, spec: Bag) => objectIn(ns, type, name, spec);

  test("is created as the program gives it, and found again", async () => {
    const inputs = object("made", old);

    const { id, properties } = await driver.create(urn, inputs);

    expect(id).toBe(`${ns}/made`);
    expect(properties["spec"]).toMatchObject(old);
    expect(await getObject(resource, "made", ns)).toMatchObject({ spec: old });
    expect((await driver.read(urn, id, properties, inputs)).inputs).toEqual(inputs);
  });

  test("differs where it was changed, and stays the same object", async () => {
    const diff = await driver.diff(urn, `${ns}/x`, object("x", old), object("x", changed));

    expect(diff).toMatchObject({ changes: "some", replaces: [] });
    expect(diff.detailed).toEqual({ [differs]: "UPDATE" });
  });

  test("is changed in place", async () => {
    const inputs = object("changed", old);
    const { id, properties } = await driver.create(urn, inputs);
    const news = object("changed", changed);

    const updated = await driver.update(urn, id, { olds: properties, oldInputs: inputs, news });

    expect(updated["spec"]).toMatchObject(changed);
    expect(at(updated, "metadata", "uid")).toBe(at(properties, "metadata", "uid"));
  });

  test("is refused in preview already, when the API server refuses it", async () => {
    const previewed = driver.create(urn, object("wrong", refused), { preview: true });

    await expect(previewed).rejects.toThrow(/wrong|invalid/i);
  });

  test("is gone when the deletion returns", async () => {
    const { id, properties } = await driver.create(urn, object("gone", old));

    await driver.delete(urn, id, properties);

    const found = await kubectl("get", resource, "gone", "-n", ns, "--ignore-not-found");
    expect(found).toBe("");
  });
});
