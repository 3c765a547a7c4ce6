import type { ServiceImages } from "../../components/images/serviceImages";
import type { CaseStudyArgs } from "../../stacks/caseStudy";
import { ecommerce } from "../../stacks/ecommerce";
import { Recorder } from "../support/recorder";

const IMAGE = `registry.example.com/pg@sha256:${"c".repeat(64)}`;
const OPERATED = IMAGE.replace("@", ":17.6-minimal@");
const images = { get: () => ({ reference: IMAGE }) } as unknown as ServiceImages;

async function deploy(database: CaseStudyArgs["database"]): Promise<Recorder> {
  const recorder = await Recorder.start();
  ecommerce({ images, contestants: {}, database, benchmark: { plan: "off" } }, {});
  await recorder.settle();
  return recorder;
}

const EXTERNAL: CaseStudyArgs["database"] = {
  kind: "external",
  onDelete: "delete",
  host: "db.example.com",
  port: 6432,
  cidr: "10.1.0.0/16",
  ownerSecret: "theirs-owner",
  appSecret: "theirs-app",
};

const hostOf = (recorder: Recorder): unknown =>
  recorder.only("tare:index:Postgres", "shop-database").outputs?.host;

const NAMESPACE = "kubernetes:core/v1:Namespace";

test("keeps the volume of a server of its own, and the namespace that it is in, where the environment retains data", async () => {
  const recorder = await deploy({ kind: "own", onDelete: "retain" });

  expect(
    recorder.only("kubernetes:apps/v1:StatefulSet", "shop-database").inputs.spec,
  ).toMatchObject({ persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain" } });
  const kept = { protect: true, retainOnDelete: true };
  expect(recorder.only(NAMESPACE, "ecommerce")).toMatchObject(kept);
  expect(recorder.only("kubernetes:apps/v1:StatefulSet", "shop-database").protect).toBe(true);
  expect(hostOf(recorder)).toBe("shop-database.ecommerce.svc.cluster.local");
  // Nothing is measured here, so nothing is let in either.
  const policies = recorder.ofType("kubernetes:networking.k8s.io/v1:NetworkPolicy");
  expect(policies.map(({ name }) => name).filter((name) => /load/.test(name))).toEqual([]);
});

test("deletes the namespace, where the environment does not retain data, or others hold it", async () => {
  const gone = { protect: false, retainOnDelete: false };
  for (const database of [
    { kind: "own", onDelete: "delete" },
    { ...EXTERNAL, onDelete: "retain" },
  ] as const) {
    expect((await deploy(database)).only(NAMESPACE, "ecommerce")).toMatchObject(gone);
  }
});

test("gives the database memory for the connections of sessions only where there are any", async () => {
  const recorder = await deploy({ kind: "own", onDelete: "delete" });

  expect(
    recorder.only("kubernetes:core/v1:ConfigMap", "shop-database-settings").inputs.data,
  ).toMatchObject({ "settings.conf": expect.stringContaining("max_connections = '64'") as string });
});

test("has the operator run it, where the configuration says so", async () => {
  const recorder = await deploy({
    ...{ kind: "cloudNativePg", onDelete: "retain", image: OPERATED, instances: 3 },
  });

  const cluster = recorder.only("kubernetes:postgresql.cnpg.io/v1:Cluster", "shop-database");
  expect(cluster.inputs.spec).toMatchObject({ instances: 3, imageName: OPERATED });
  expect(hostOf(recorder)).toBe("shop-database-rw.ecommerce.svc.cluster.local");
});

test("uses somebody else's by the Secrets that the configuration names", async () => {
  const recorder = await deploy(EXTERNAL);

  expect(hostOf(recorder)).toBe("db.example.com");
  const { spec } = recorder.only("kubernetes:apps/v1:Deployment", "shop").inputs;
  expect(spec).toMatchObject({
    template: { spec: { volumes: [{ secret: { secretName: "theirs-app" } }] } },
  });
  expect(recorder.ofType("kubernetes:core/v1:Secret")).toEqual([]);
});

test("measures no shop whose database others run, since nobody tells their password", async () => {
  const recorder = await Recorder.start();
  const args = {
    images,
    contestants: {},
    database: EXTERNAL,
    benchmark: { plan: "short" },
  } as const;
  const { experiments } = ecommerce(args, {});
  await recorder.settle();

  expect(experiments).toEqual([]);
});
