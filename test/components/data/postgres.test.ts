import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { Postgres, type PostgresArgs } from "../../../components/data/postgres";
import { WebService } from "../../../components/workloads/webService";
import { type Recorded, Recorder } from "../../support/recorder";

const DIGEST = `sha256:${"a".repeat(64)}`;
const ARGS: PostgresArgs = {
  namespace: "data",
  server: { kind: "statefulSet", image: `localhost:5001/tare/postgres@${DIGEST}` },
  cpu: { cores: 1, request: "10 mCPU" },
  memory: { limit: "512 MiB", request: "128 MiB" },
  storage: "2 GiB",
  onDelete: "delete",
};
const PASSWORD = "drawn for";

interface Deployed {
  readonly recorder: Recorder;
  readonly db: Postgres;
}

async function deploy(more: Partial<PostgresArgs> = {}): Promise<Deployed> {
  const recorder = await Recorder.start();
  const db = new Postgres("db", { ...ARGS, ...more });
  await recorder.settle();
  return { recorder, db };
}

interface Container {
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  readonly startupProbe: { readonly periodSeconds: number; readonly failureThreshold: number };
  readonly livenessProbe: object;
}

interface StatefulSetSpec {
  readonly template: {
    readonly metadata: { readonly labels: Record<string, string> };
    readonly spec: {
      readonly terminationGracePeriodSeconds: number;
      readonly volumes: readonly object[];
      readonly containers: readonly [Container];
    };
  };
}

const STATEFUL_SET = "kubernetes:apps/v1:StatefulSet";
const SECRET = "kubernetes:core/v1:Secret";
const specOf = ({ recorder }: Deployed) =>
  recorder.only(STATEFUL_SET, "db").inputs.spec as StatefulSetSpec;

const nameOf = ({ inputs }: Recorded) => (inputs.metadata as { name: string }).name;

test("is a StatefulSet, two Services, settings, two passwords and an account without a token", async () => {
  const { recorder } = await deploy();

  const made = recorder.resources.map(({ type, name, parent }) => [type, name, parent]).sort();
  expect(made).toEqual([
    ["kubernetes:apps/v1:StatefulSet", "db", "tare:index:Postgres::db"],
    ["kubernetes:core/v1:ConfigMap", "db-settings", "tare:index:Postgres::db"],
    ["kubernetes:core/v1:Secret", "db-app", "tare:index:Postgres::db"],
    ["kubernetes:core/v1:Secret", "db-owner", "tare:index:Postgres::db"],
    ["kubernetes:core/v1:Service", "db", "tare:index:Postgres::db"],
    ["kubernetes:core/v1:Service", "db-pods", "tare:index:Postgres::db"],
    ["kubernetes:core/v1:ServiceAccount", "db", "tare:index:Postgres::db"],
    ["random:index/randomPassword:RandomPassword", "db-app-password", "tare:index:Postgres::db"],
    ["random:index/randomPassword:RandomPassword", "db-owner-password", "tare:index:Postgres::db"],
    ["tare:index:Postgres", "db", ""],
  ]);
  const account = recorder.only("kubernetes:core/v1:ServiceAccount", "db");
  expect(account.inputs.automountServiceAccountToken).toBe(false);
});

test("lets a good setting follow a bad one, and keeps the volume as the environment asks", async () => {
  const parallel = { podManagementPolicy: "Parallel", replicas: 1, serviceName: "db-pods" };
  const policy = (whenDeleted: string): object => ({
    ...parallel,
    persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled: "Retain" },
  });

  expect(specOf(await deploy())).toMatchObject(policy("Delete"));
  expect(specOf(await deploy({ onDelete: "retain" }))).toMatchObject(policy("Retain"));
});

test("has an hour to recover, two minutes to stop, and is not restarted while it recovers", async () => {
  const { spec } = specOf(await deploy()).template;
  const [{ startupProbe, livenessProbe }] = spec.containers;

  expect(startupProbe.periodSeconds * startupProbe.failureThreshold).toBe(3600);
  expect(spec.terminationGracePeriodSeconds).toBe(120);
  expect(livenessProbe).toMatchObject({ exec: { command: ["alive.sh"] } });
});

test("gives its passwords as files of Secrets whose names end in a hash, and nowhere else", async () => {
  const deployed = await deploy();
  const { recorder } = deployed;
  const password = `${PASSWORD} db-app-password`;
  const hash = createHash("sha256").update(JSON.stringify([["password", password]]));
  const secret = recorder.only(SECRET, "db-app");

  expect(nameOf(secret)).toBe(`db-app-${hash.digest("hex").slice(0, 8)}`);
  const others = recorder.resources.filter(({ type }) => !/Secret$|RandomPassword$/.test(type));
  expect(JSON.stringify(others)).not.toContain(PASSWORD);
  const { volumes, containers } = specOf(deployed).template.spec;
  expect(volumes[0]).toEqual({
    name: "passwords",
    projected: {
      defaultMode: 0o440,
      sources: ["owner", "app"].map((role) => ({
        secret: {
          name: nameOf(recorder.only(SECRET, `db-${role}`)),
          items: [{ key: "password", path: role }],
        },
      })),
    },
  });
  expect(containers[0].env).toEqual([{ name: "DATABASE", value: "app" }]);
});

test("tells clients where their password is, by names that are no secrets", async () => {
  const { db } = await deploy();

  expect(await pulumi.isSecret(db.app)).toBe(false);
  expect(await new Promise((resolve) => db.app.apply(resolve))).toMatchObject({
    user: "app",
    secret: expect.stringMatching(/^db-app-[0-9a-f]{8}$/) as string,
    key: "password",
  });
});

test("rolls a changed setting out by a ConfigMap of another name", async () => {
  const before = (await deploy()).recorder.only("kubernetes:core/v1:ConfigMap", "db-settings");
  const after = await deploy({ settings: { random_page_cost: "1.1" } });
  const changed = after.recorder.only("kubernetes:core/v1:ConfigMap", "db-settings");

  expect(nameOf(changed)).not.toBe(nameOf(before));
  expect(changed.inputs.data).toMatchObject({
    "settings.conf": expect.stringContaining("\nrandom_page_cost = '1.1'\n") as string,
  });
  expect(specOf(after).template.spec.volumes[1]).toMatchObject({
    configMap: { name: nameOf(changed) },
  });
});

test("uses a certificate that it is given", async () => {
  const server = { ...ARGS.server, certificate: "db-tls" } as PostgresArgs["server"];
  const { volumes, containers } = specOf(await deploy({ server })).template.spec;

  expect(volumes).toContainEqual({
    name: "tls",
    secret: { secretName: "db-tls", defaultMode: 0o440 },
  });
  expect(containers[0].volumeMounts).toContainEqual(
    expect.objectContaining({ name: "tls", mountPath: "/etc/tare/postgres/tls" }),
  );
});

test("may be called by a WebService, and tells what that must know", async () => {
  const recorder = await Recorder.start();
  const db = new Postgres("db", ARGS);
  new WebService("shop", { ...ARGS, namespace: "shop", image: `r/shop@${DIGEST}`, calls: [db] });
  await recorder.settle();

  const policies = recorder.ofType("kubernetes:networking.k8s.io/v1:NetworkPolicy");
  expect(policies.map(nameOf)).toEqual(["shop-to-db", "db-from-shop"]);
  expect(policies[1]?.inputs.spec).toMatchObject({
    podSelector: { matchLabels: { "app.kubernetes.io/name": "db" } },
    ingress: [{ ports: [{ protocol: "TCP", port: 5432 }] }],
  });
  expect(recorder.only("tare:index:Postgres", "db").outputs).toMatchObject({
    host: "db.data.svc.cluster.local",
    identity: "uid",
  });
  expect([db.port, db.database, db.connections]).toEqual([5432, "app", 29]);
});

test("outside the cluster is nothing but a policy of its callers", async () => {
  const recorder = await Recorder.start();
  const db = new Postgres("db", {
    ...ARGS,
    server: {
      ...{ kind: "external", host: "db.example.com", cidr: "10.1.0.0/16" },
      secrets: { owner: "db-owner", app: "db-app" },
    },
  });
  new WebService("shop", { ...ARGS, namespace: "shop", image: `r/shop@${DIGEST}`, calls: [db] });
  await recorder.settle();

  expect(recorder.resources.filter(({ parent }) => parent.endsWith("::db"))).toEqual([]);
  const policies = recorder.ofType("kubernetes:networking.k8s.io/v1:NetworkPolicy");
  expect(policies.map(({ inputs }) => inputs.spec)).toMatchObject([
    { egress: [{ to: [{ ipBlock: { cidr: "10.1.0.0/16" } }], ports: [{ port: 5432 }] }] },
  ]);
  expect(recorder.only("tare:index:Postgres", "db").outputs).toMatchObject({
    host: "db.example.com",
    identity: "db.example.com",
    app: { user: "app", secret: "db-app", key: "password" },
  });
});
