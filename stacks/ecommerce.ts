import { LOAD_SOURCE } from "../components/benchmark/loadSource";
import type { Config } from "../components/config/parse";
import { databaseClient } from "../components/data/databaseClient";
import { DatabaseJob } from "../components/data/databaseJob";
import { Postgres } from "../components/data/postgres";
import type { DatabaseServer } from "../components/data/postgresArgs";
import type { ServiceImages } from "../components/images/serviceImages";
import { IsolatedNamespace } from "../components/workloads/isolatedNamespace";
import { NetworkCall } from "../components/workloads/networkCall";
import { WebService } from "../components/workloads/webService";
import type { CaseStudy } from "./caseStudy";
import { shopExperiments } from "./ecommerceExperiments";
import { DATABASE, MEASURED_DATABASE, MIGRATE, SHOP } from "./ecommerceSizes";

/** The image's program with something else to do than serve. */
const verb = (name: string) => ({ name, command: ["/usr/local/bin/node", "shop.js", name] });
const PRODUCTS = 10_000;

/**
 * A shop on PostgreSQL in a namespace that lets in the measurements, where there are any, and nobody
 * else: it scales from two pods on, and its schema and products are there before a pod of a new image
 * is. There are no payments yet, so orders are queued.
 */
export const ecommerce: CaseStudy = ({ images, database: configured, benchmark }, opts) => {
  // With the namespace go the claims in it, whatever the database says of its own.
  const onDelete = configured.kind === "external" ? "delete" : configured.onDelete;
  const { namespaceName: namespace } = new IsolatedNamespace("ecommerce", { onDelete }, opts);
  const image = images.get("shop").reference;
  const database = new Postgres(
    "shop-database",
    {
      ...(benchmark.plan === "off" ? DATABASE : MEASURED_DATABASE),
      namespace,
      database: "shop",
      server: serverOf(configured, images),
      onDelete,
    },
    opts,
  );
  const migrate = new DatabaseJob(
    "shop-migrate",
    {
      ...{ namespace, image, database, resources: MIGRATE },
      steps: [verb("migrate"), verb("seed")],
      env: [
        { name: "DATABASE_APP_USER", value: "app" },
        { name: "PRODUCTS", value: String(PRODUCTS) },
      ],
    },
    opts,
  );
  const { env, secrets } = databaseClient(database, "app");
  const shop = new WebService(
    "shop",
    { ...SHOP, namespace, image, env, secrets, calls: [database], after: [migrate] },
    opts,
  );
  const closedNamespaces = ["ecommerce"];
  const resources = [database, migrate, shop];
  if (benchmark.plan === "off") return { resources, closedNamespaces, experiments: [] };
  const experiments = shopExperiments(image, database);
  // The shops that are measured call the database from the pod of the load.
  const callees = experiments.length === 0 ? [shop] : [shop, database];
  const calls = callees.map((to) => {
    const call = { from: LOAD_SOURCE, to, callerIsOpen: true };
    return new NetworkCall(`loadgen-to-${to.endpoint.name}`, call, opts);
  });
  return { resources: [...resources, ...calls], closedNamespaces, experiments };
};

function serverOf(configured: Config["database"], images: ServiceImages): DatabaseServer {
  switch (configured.kind) {
    case "own":
      return { kind: "statefulSet", image: images.get("postgres").reference };
    case "cloudNativePg":
      return configured;
    case "external": {
      const { kind, host, port, cidr, ownerSecret, appSecret } = configured;
      return { kind, host, port, cidr, secrets: { owner: ownerSecret, app: appSecret } };
    }
  }
}
