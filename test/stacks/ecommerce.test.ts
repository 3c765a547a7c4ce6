import { serveSettings } from "../../services/shop/src/settings/settings";
import { keptJobs } from "../support/keptJobs";
import { CLUSTER_UID } from "../support/kubectl";
import { type ProgramRun, runProgram } from "../support/program";
import type { Recorded } from "../support/recorder";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const named = (name: string): object => ({ matchLabels: { "app.kubernetes.io/name": name } });
const pods = (namespace: string, name: string): object => ({
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
  podSelector: named(name),
});

let run: ProgramRun;

beforeAll(async () => {
  run = await runProgram({
    "tare:cluster": JSON.stringify({ kind: "kind", uid: CLUSTER_UID }),
    "tare:stacks": JSON.stringify(["ecommerce"]),
  });
});

const inputs = (type: string, name: string): Recorded["inputs"] =>
  run.recorder.only(type, name).inputs;

test("builds what it needs and nothing of another case study", () => {
  const images = run.recorder.ofType("docker:index/image:Image").map(({ name }) => name);

  expect(images.sort()).toEqual(["loadgen", "nodeprobe", "postgres", "shop"]);
});

test("has the schema and the products there before a pod of the shop is", () => {
  const { dependsOn } = run.recorder.only(DEPLOYMENT, "shop");

  expect(dependsOn).toContain("kubernetes:batch/v1:Job::shop-migrate");
});

test("lets the shop log in as the role that changes rows, and only the Job as the owner", () => {
  const { template } = inputs(DEPLOYMENT, "shop").spec as { template: object };

  expect(template).toMatchObject({
    spec: {
      containers: [
        {
          env: expect.arrayContaining([
            { name: "DATABASE_USER", value: "app" },
            { name: "DATABASE_CHANNEL_BINDING", value: "true" },
            { name: "POOL_SIZE", value: "7" },
            { name: "NODE_OPTIONS", value: "--max-old-space-size=192" },
          ]) as unknown,
        },
      ],
      volumes: [{ secret: { secretName: expect.stringMatching(/^shop-database-app-/) as string } }],
    },
  });
});

test("leaves the number of pods to the autoscaler, between 2 and 6", () => {
  expect(inputs(DEPLOYMENT, "shop").spec).not.toHaveProperty("replicas");
  expect(inputs("kubernetes:autoscaling/v2:HorizontalPodAutoscaler", "shop").spec).toMatchObject({
    minReplicas: 2,
    maxReplicas: 6,
    metrics: [{ resource: { name: "cpu" } }, { resource: { name: "memory" } }],
  });
  expect(inputs("kubernetes:policy/v1:PodDisruptionBudget", "shop").spec).toMatchObject({
    maxUnavailable: 1,
  });
});

test("opens the shop to the measurements, the database to shop and Job, and nothing else", () => {
  const all = run.recorder.ofType(POLICY).map(({ inputs: { metadata, spec } }) => {
    const { name, namespace } = metadata as Record<string, string>;
    return [`${namespace}/${name}`, spec] as const;
  });

  expect(Object.fromEntries(all)).toMatchObject({
    "ecommerce/deny-all": { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    "ecommerce/allow-dns": { policyTypes: ["Egress"] },
    "ecommerce/shop-from-loadgen": {
      podSelector: named("shop"),
      ingress: [{ from: [pods("tare-benchmark", "loadgen")], ports: [{ port: 8080 }] }],
    },
    "ecommerce/shop-to-shop-database": { podSelector: named("shop") },
    "ecommerce/shop-migrate-to-shop-database": { podSelector: named("shop-migrate") },
    "ecommerce/shop-database-from-shop": {
      podSelector: named("shop-database"),
      ingress: [{ from: [pods("ecommerce", "shop")], ports: [{ port: 5432 }] }],
    },
    "ecommerce/shop-database-from-loadgen": {
      ingress: [{ from: [pods("tare-benchmark", "loadgen")], ports: [{ port: 5432 }] }],
    },
    "ecommerce/shop-database-from-shop-migrate": {
      ingress: [{ from: [pods("ecommerce", "shop-migrate")], ports: [{ port: 5432 }] }],
    },
  });
  expect(all).toHaveLength(8);
});

describe("is measured", () => {
  const JOB = "kubernetes:batch/v1:Job";
  interface Arm {
    readonly name: string;
    readonly env: readonly { readonly name: string; readonly value?: string }[];
  }
  const armsIn = ({ inputs: { spec } }: Recorded): readonly Arm[] =>
    (spec as { template: { spec: { initContainers: Arm[] } } }).template.spec.initContainers;
  const podsContainers = ({ spec }: Recorded["inputs"]): readonly [Arm] =>
    (spec as { template: { spec: { containers: [Arm] } } }).template.spec.containers;
  /** What an arm is told besides what both are given. */
  const told = ({ env }: Arm): Record<string, unknown> =>
    Object.fromEntries(
      env
        .filter(({ name }) => !/^(DATABASE_|PORT$|TARE_ARM$)/.test(name))
        .map(({ name, value }) => [name, value]),
    );

  test("as it is deployed, beside the same image told nothing, on the same database", () => {
    const [before, tuned] = armsIn(run.recorder.only(JOB, "shop-tuning-shop-tuned"));
    const [deployed] = podsContainers(inputs(DEPLOYMENT, "shop"));

    expect([before?.name, tuned?.name]).toEqual(["shop-default", "shop-tuned"]);
    expect(told(before)).toEqual({});
    expect(told(tuned)).toEqual(told(deployed));
    const database = ({ env }: Arm): unknown => env.filter(({ name }) => /^DATABASE_/.test(name));
    expect(database(before)).toEqual(database(deployed));
  });

  test("with pools of five sizes, on demand", () => {
    const sizes = [1, 2, 4, 8, 16];
    const jobs = keptJobs(run.recorder.resources);
    const settings = jobs.map((job) => [job.name, told(armsIn(job)[1])]);

    expect(Object.fromEntries(settings)).toEqual(
      Object.fromEntries(
        sizes.map((size) => [`shop-pool-shop-pool-${size}`, { POOL_SIZE: String(size) }]),
      ),
    );
  });

  test("by sessions whose pools the database has room for beside those of six pods and a rollout", () => {
    const ready = 1;
    const poolOf = (arm: Arm): number => {
      const env = { ...told(arm), DATABASE_HOST: "db" } as Record<string, string>;
      const outcome = serveSettings(env, { readFile: () => "" });
      return "settings" in outcome ? outcome.settings.poolSize + ready : NaN;
    };
    const { data } = inputs("kubernetes:core/v1:ConfigMap", "shop-database-settings") as {
      data: Record<string, string>;
    };
    const taken = Number(/^max_connections = '(\d+)'$/m.exec(data["settings.conf"])?.[1]);
    const jobs = [...run.recorder.ofType(JOB), ...keptJobs(run.recorder.resources)];
    const sessions = jobs
      .filter(({ name }) => name.startsWith("shop-tuning") || name.startsWith("shop-pool"))
      .map((job) => armsIn(job).reduce((sum, arm) => sum + poolOf(arm), 0));
    const [deployed] = podsContainers(inputs(DEPLOYMENT, "shop"));
    const [reserved, migration] = [3, 1];

    expect(sessions).toHaveLength(6);
    expect(reserved + migration + 7 * poolOf(deployed) + Math.max(...sessions)).toBeLessThanOrEqual(
      taken,
    );
  });

  test("without a word of its password where Jobs are kept for later", () => {
    const kept = JSON.stringify(
      run.recorder.only("kubernetes:core/v1:ConfigMap", "tare-benchmark-on-demand").inputs,
    );

    expect(kept).toContain("shop-pool-database-");
    expect(kept).not.toMatch(/drawn for|4dabf18193072939515e22adb298388d/);
  });
});
