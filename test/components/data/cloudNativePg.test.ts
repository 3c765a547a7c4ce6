import { Postgres, type PostgresArgs } from "../../../components/data/postgres";
import { type Recorded, Recorder } from "../../support/recorder";

const IMAGE = `r/cnpg:17.6-minimal-trixie@sha256:${"a".repeat(64)}`;
const CLUSTER = "kubernetes:postgresql.cnpg.io/v1:Cluster";
const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

interface Deployed {
  readonly recorder: Recorder;
  readonly db: Postgres;
  readonly cluster: Recorded;
}

async function deploy(more: Partial<PostgresArgs> = {}): Promise<Deployed> {
  const recorder = await Recorder.start();
  const db = new Postgres("db", {
    namespace: "data",
    server: { kind: "cloudNativePg", image: IMAGE, instances: 3 },
    cpu: { cores: 1, request: "10 mCPU" },
    memory: { limit: "1 GiB", request: "128 MiB" },
    storage: "2 GiB",
    onDelete: "retain",
    ...more,
  });
  await recorder.settle();
  return { recorder, db, cluster: recorder.only(CLUSTER, "db") };
}

test("has the same passwords and settings as a server of its own", async () => {
  const { recorder, db, cluster } = await deploy();

  const secret = (role: string): object => {
    const { metadata } = recorder.only("kubernetes:core/v1:Secret", `db-${role}`).inputs;
    return { name: (metadata as { name: string }).name };
  };
  expect(cluster.inputs).toMatchObject({
    apiVersion: "postgresql.cnpg.io/v1",
    spec: {
      instances: 3,
      imageName: IMAGE,
      bootstrap: { initdb: { database: "app", owner: "owner", secret: secret("owner") } },
      managed: { roles: [{ name: "app", passwordSecret: secret("app") }] },
      postgresql: { parameters: { max_connections: "64", shared_buffers: "262144kB" } },
    },
  });
  expect(db.endpoint).toMatchObject({ labels: { "cnpg.io/cluster": "db" }, port: 5432 });
  expect(recorder.only("tare:index:Postgres", "db").outputs).toMatchObject({
    host: "db-rw.data.svc.cluster.local",
    identity: "uid",
  });
});

test.each<["128 MiB" | "768 MiB", string]>([
  ["128 MiB", "256Mi"],
  ["768 MiB", "768Mi"],
])("of %s that are asked for requests %s, its shared buffers at least", async (request, made) => {
  const { cluster } = await deploy({ memory: { limit: "1 GiB", request } });

  expect(cluster.inputs.spec).toMatchObject({
    resources: { requests: { cpu: "10m", memory: made }, limits: { memory: "1Gi" } },
  });
});

test("is made when its pods may speak to one another, the operator and the API server", async () => {
  const { recorder, cluster } = await deploy();

  expect(cluster.dependsOn).toContain(`${POLICY}::db-operator`);
  expect(recorder.only(POLICY, "db-operator").inputs.spec).toMatchObject({
    podSelector: { matchLabels: { "cnpg.io/cluster": "db" } },
    ingress: [{ ports: [{ port: 5432 }, { port: 8000 }] }],
    egress: [{}, {}, { ports: [{ port: 443 }, { port: 6443 }] }],
  });
});

test("tells a commit when two have it, where there are two", async () => {
  const spec = async (instances: number): Promise<unknown> => {
    const server = { kind: "cloudNativePg", image: IMAGE, instances } as const;
    return (await deploy({ server })).cluster.inputs.spec;
  };

  expect(await spec(2)).toMatchObject({
    postgresql: { synchronous: { method: "any", number: 1, dataDurability: "required" } },
  });
  expect(await spec(1)).not.toHaveProperty("postgresql.synchronous");
});
