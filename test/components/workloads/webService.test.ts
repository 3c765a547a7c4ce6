import { WebService, type WebServiceArgs } from "../../../components/workloads/webService";
import { type Recorded, Recorder } from "../../support/recorder";

const ARGS: WebServiceArgs = {
  namespace: "shop",
  image: `localhost:5001/tare/cart@sha256:${"a".repeat(64)}`,
  resources: {
    limits: { cpu: "2 CPU", memory: "512 MiB" },
    requests: { cpu: "10 mCPU", memory: "64 MiB" },
  },
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
  const recorder = await deploy({ port: 9000, env: [{ name: "PORT", value: "9000" }] });

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
