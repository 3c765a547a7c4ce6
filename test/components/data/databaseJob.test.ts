import { DatabaseJob, type DatabaseJobArgs } from "../../../components/data/databaseJob";
import { Postgres, type PostgresArgs } from "../../../components/data/postgres";
import { type Recorded, Recorder, type RecorderOptions } from "../../support/recorder";

const digest = (digit: string): string => `r/shop@sha256:${digit.repeat(64)}`;
const DATABASE: PostgresArgs = {
  namespace: "data",
  database: "goods",
  server: { kind: "statefulSet", image: digest("d") },
  cpu: { cores: 1, request: "10 mCPU" },
  memory: { limit: "512 MiB", request: "128 MiB" },
  storage: "2 GiB",
  onDelete: "delete",
};
const ARGS: Omit<DatabaseJobArgs, "database"> = {
  namespace: "shop",
  image: digest("a"),
  steps: [
    { name: "migrate", command: ["shop", "migrate"] },
    { name: "seed", command: ["shop", "seed"] },
  ],
  resources: {
    limits: { cpu: "1 CPU", memory: "256 MiB" },
    requests: { cpu: "10 mCPU", memory: "64 MiB" },
  },
  env: [{ name: "PRODUCTS", value: "10000" }],
};
const JOB = "kubernetes:batch/v1:Job";
const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

async function deploy(
  more: Partial<DatabaseJobArgs> = {},
  options: RecorderOptions = {},
): Promise<Recorder> {
  const recorder = await Recorder.start(options);
  const database = new Postgres("db", DATABASE);
  new DatabaseJob("shop-migrate", { ...ARGS, database, ...more });
  await recorder.settle();
  return recorder;
}

const jobOf = (recorder: Recorder): Recorded => recorder.only(JOB, "shop-migrate");
const nameOf = ({ inputs }: Recorded): string => (inputs.metadata as { name: string }).name;

interface Container {
  readonly name: string;
  readonly command: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
}

test("runs its steps one after the other, each as the owner with a password from a file", async () => {
  const recorder = await deploy();

  const { template } = jobOf(recorder).inputs.spec as {
    template: { spec: Record<"initContainers" | "containers", [Container]> };
  };
  const containers = [...template.spec.initContainers, ...template.spec.containers];
  expect(containers.map(({ name, command }) => [name, command])).toEqual([
    ["migrate", ["shop", "migrate"]],
    ["seed", ["shop", "seed"]],
  ]);
  for (const container of containers) {
    const env = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));
    expect(env).toEqual({
      DATABASE_HOST: "db.data.svc.cluster.local",
      DATABASE_PORT: "5432",
      DATABASE_NAME: "goods",
      DATABASE_USER: "owner",
      DATABASE_PASSWORD_FILE: "/etc/tare/database/password",
      DATABASE_CHANNEL_BINDING: "true",
      PRODUCTS: "10000",
    });
    expect(container).toMatchObject({
      volumeMounts: [{ mountPath: "/etc/tare/database", readOnly: true }],
    });
  }
  const secret = nameOf(recorder.only("kubernetes:core/v1:Secret", "db-owner"));
  expect(template.spec).toMatchObject({
    restartPolicy: "Never",
    volumes: [{ secret: { secretName: secret } }],
  });
});

test("begins when the database is ready and lets it in, and not before", async () => {
  const recorder = await deploy();

  expect(jobOf(recorder).dependsOn).toEqual(
    expect.arrayContaining([
      "kubernetes:apps/v1:StatefulSet::db",
      `${POLICY}::shop-migrate-call-egress`,
      `${POLICY}::shop-migrate-call-ingress`,
    ]),
  );
});

test("is another Job for another image, step or setting, and else the same", async () => {
  const name = async (more: Partial<DatabaseJobArgs> = {}): Promise<string> =>
    nameOf(jobOf(await deploy(more)));
  const known = await name();

  expect(known).toMatch(/^shop-migrate-[0-9a-f]{8}$/);
  expect(await name()).toBe(known);
  const others = [
    await name({ image: digest("b") }),
    await name({ env: [{ name: "PRODUCTS", value: "9" }] }),
    await name({ steps: [ARGS.steps[0]] }),
  ];
  expect(new Set([known, ...others]).size).toBe(4);
});

test("is another Job for a database that was made again, which may hold nothing", async () => {
  const name = async (uid: string): Promise<string> => nameOf(jobOf(await deploy({}, { uid })));

  expect(await name("first")).toBe(await name("first"));
  expect(await name("second")).not.toBe(await name("first"));
});

test("makes up no name in a preview that knows no UID of the database", async () => {
  const { inputs } = jobOf(await deploy({}, { preview: true }));

  expect(JSON.stringify(inputs.metadata)).not.toMatch(/shop-migrate-[0-9a-f]/);
});
