import fc from "fast-check";
import { WebService, type WebServiceArgs } from "../../../components/workloads/webService";
import { seeded } from "../../support/property";
import { type Recorded, Recorder } from "../../support/recorder";
import { goodArgs } from "./goodArgs";

const ARGS: WebServiceArgs = {
  namespace: "shop",
  image: `localhost:5001/tare/cart@sha256:${"a".repeat(64)}`,
  cpu: { cores: 2, request: "10 mCPU" },
  memory: { limit: "512 MiB", request: "64 MiB" },
};

async function deploy(more: Partial<WebServiceArgs> = {}): Promise<Recorder> {
  const recorder = await Recorder.start();
  new WebService("cart", { ...ARGS, ...more });
  await recorder.settle();
  return recorder;
}

interface Container {
  readonly ports: object;
  readonly env?: object;
  readonly lifecycle: { readonly preStop: { readonly sleep: { readonly seconds: number } } };
}

interface DeploymentSpec {
  readonly replicas: number;
  readonly selector: { readonly matchLabels: Record<string, string> };
  readonly strategy: object;
  readonly template: {
    readonly metadata: { readonly labels: Record<string, string> };
    readonly spec: {
      readonly terminationGracePeriodSeconds: number;
      readonly containers: readonly Container[];
    };
  };
}

const specOf = (resource: Recorded) => resource.inputs.spec as DeploymentSpec;

test("is a Deployment, a Service and an account of its own without a token", async () => {
  const recorder = await deploy();

  const made = recorder.resources.map(({ type, inputs }) => [type, inputs.metadata]);
  const metadata = {
    name: "cart",
    namespace: "shop",
    labels: { "app.kubernetes.io/name": "cart", "app.kubernetes.io/managed-by": "tare" },
  };
  expect(made).toEqual([
    ["tare:index:WebService", undefined],
    ["kubernetes:core/v1:ServiceAccount", metadata],
    ["kubernetes:core/v1:Service", metadata],
    ["kubernetes:apps/v1:Deployment", metadata],
  ]);
  const account = recorder.only("kubernetes:core/v1:ServiceAccount", "cart");
  expect(account.inputs.automountServiceAccountToken).toBe(false);
});

test("selects its own pods, from the Deployment and from the Service", async () => {
  const recorder = await deploy();

  const deployment = specOf(recorder.only("kubernetes:apps/v1:Deployment", "cart"));
  const service = recorder.only("kubernetes:core/v1:Service", "cart").inputs.spec;
  expect(deployment.template.metadata.labels).toMatchObject(deployment.selector.matchLabels);
  expect(service).toMatchObject({ selector: deployment.selector.matchLabels });
});

test("takes no pod away before its successor is ready", async () => {
  const recorder = await deploy({ replicas: 3 });

  expect(specOf(recorder.only("kubernetes:apps/v1:Deployment", "cart"))).toMatchObject({
    replicas: 3,
    strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
  });
});

test("goes on serving while it is taken out of the Service, and has time left to drain", async () => {
  const recorder = await deploy();

  const { spec } = specOf(recorder.only("kubernetes:apps/v1:Deployment", "cart")).template;
  const { seconds } = spec.containers[0].lifecycle.preStop.sleep;
  expect(seconds).toBe(5);
  // The servers of services/ drain for at most 20 seconds.
  expect(spec.terminationGracePeriodSeconds).toBeGreaterThan(seconds + 20);
});

test("listens where it is told, and is reached on port 80 whatever that is", async () => {
  const recorder = await deploy({ port: 9000 });

  const deployment = specOf(recorder.only("kubernetes:apps/v1:Deployment", "cart"));
  const [container] = deployment.template.spec.containers;
  expect(container.ports).toEqual([{ name: "http", containerPort: 9000 }]);
  expect(container.env).toEqual([{ name: "PORT", value: "9000" }]);
  expect(recorder.only("kubernetes:core/v1:Service", "cart").inputs.spec).toMatchObject({
    ports: [{ name: "http", port: 80, targetPort: "http" }],
  });
  expect(recorder.only("tare:index:WebService", "cart").outputs).toEqual({
    url: "http://cart.shop.svc.cluster.local",
  });
});

const AUTOSCALER = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
const BUDGET = "kubernetes:policy/v1:PodDisruptionBudget";
const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

test("lets an autoscaler decide the number of pods, and takes nothing back", async () => {
  const recorder = await deploy({ autoscaling: { minReplicas: 2, maxReplicas: 6 } });

  const deployment = recorder.only("kubernetes:apps/v1:Deployment", "cart");
  expect(specOf(deployment)).not.toHaveProperty("replicas");
  expect(deployment.ignoreChanges).toEqual(["spec.replicas"]);
  expect(recorder.only(AUTOSCALER, "cart").inputs).toMatchObject({
    metadata: { name: "cart", namespace: "shop" },
    spec: { minReplicas: 2, maxReplicas: 6, scaleTargetRef: { kind: "Deployment", name: "cart" } },
  });
});

test("has a disruption budget and is spread, from two pods on", async () => {
  const single = await deploy();
  expect(single.ofType(BUDGET)).toEqual([]);

  const several = await deploy({ replicas: 2, spread: "required" });
  expect(several.only(BUDGET, "cart").inputs).toMatchObject({
    metadata: { name: "cart", namespace: "shop" },
    spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" },
  });
  const { template } = specOf(several.only("kubernetes:apps/v1:Deployment", "cart"));
  expect(template.spec).toHaveProperty("topologySpreadConstraints.1.topologyKey");
  expect(template.spec).toHaveProperty("affinity.podAntiAffinity");
});

test("runs an image that says nothing of a user, or root, as the user of the project's own", async () => {
  const recorder = await deploy();

  const { template } = specOf(recorder.only("kubernetes:apps/v1:Deployment", "cart"));
  expect(template.spec).toMatchObject({
    securityContext: { runAsNonRoot: true, runAsUser: 65_532, runAsGroup: 65_532 },
  });
});

test("opens what it calls and nothing else, for both sides", async () => {
  const recorder = await Recorder.start();
  const callee = new WebService("stock", { ...ARGS, namespace: "depot", port: 9000 });
  new WebService("cart", { ...ARGS, calls: [callee] });
  await recorder.settle();

  const policies = recorder.ofType(POLICY).map(({ parent, inputs }) => [parent, inputs.metadata]);
  const call = "tare:index:NetworkCall::cart-to-stock";
  expect(policies).toMatchObject([
    [call, { name: "cart-to-stock", namespace: "shop" }],
    [call, { name: "stock-from-cart", namespace: "depot" }],
  ]);
  expect(recorder.only(POLICY, "cart-to-stock-ingress").inputs.spec).toMatchObject({
    podSelector: { matchLabels: { "app.kubernetes.io/name": "stock" } },
    ingress: [{ ports: [{ protocol: "TCP", port: 9000 }] }],
  });
});

test("reads its Secrets as files of its group, and waits for what comes first", async () => {
  const recorder = await Recorder.start();
  const first = new WebService("first", ARGS);
  const secrets = [{ name: "database", secret: "cart-db", mountPath: "/etc/tare/database" }];
  new WebService("cart", { ...ARGS, secrets, after: [first] });
  await recorder.settle();

  const deployment = recorder.only("kubernetes:apps/v1:Deployment", "cart");
  expect(deployment.dependsOn).toContain("kubernetes:apps/v1:Deployment::first");
  expect(specOf(deployment).template.spec).toMatchObject({
    securityContext: { runAsNonRoot: true, fsGroup: 65_532 },
    volumes: [{ name: "database", secret: { secretName: "cart-db", defaultMode: 0o440 } }],
    containers: [
      {
        securityContext: { readOnlyRootFilesystem: true },
        volumeMounts: [{ name: "database", mountPath: "/etc/tare/database", readOnly: true }],
      },
    ],
  });
});

test("makes of any good arguments exactly the objects that they ask for", async () => {
  const recorder = await Recorder.start();
  // Each registers up to ten objects; what needs none is tried with many more in deploymentSpec.test.
  const all = fc.sample<WebServiceArgs>(goodArgs, seeded(60) as fc.Parameters<WebServiceArgs>);
  all.forEach((args, index) => new WebService(`cart-${index}`, args));
  await recorder.settle();

  const scaled = new Set(recorder.ofType(AUTOSCALER).map(({ name }) => name));
  const budgeted = new Set(recorder.ofType(BUDGET).map(({ name }) => name));
  all.forEach(({ autoscaling, replicas = 1 }, index) => {
    const name = `cart-${index}`;
    const fewest = autoscaling?.minReplicas ?? replicas;
    expect([name, scaled.has(name)]).toEqual([name, autoscaling !== undefined]);
    expect([name, budgeted.has(name)]).toEqual([name, fewest > 1]);
  });
  for (const deployment of recorder.ofType("kubernetes:apps/v1:Deployment")) {
    const byAutoscaler = scaled.has(deployment.name);
    expect("replicas" in specOf(deployment)).toBe(!byAutoscaler);
    expect(deployment.ignoreChanges).toEqual(byAutoscaler ? ["spec.replicas"] : []);
  }
  const calls = all.reduce((sum, args) => sum + (args.calls ?? []).length, 0);
  expect(recorder.ofType(POLICY)).toHaveLength(2 * calls);
});
