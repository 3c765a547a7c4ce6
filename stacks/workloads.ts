import type { StackName } from "../components/config/schema";
import type { DatabaseSize } from "../components/data/postgresArgs";
import type { WorkloadArgs } from "../components/workloads/webServiceArgs";
import { DATABASE, MEASURED_DATABASE, SHOP } from "./ecommerceSizes";
import { SERVERS } from "./frameworksServers";

/**
 * What each case study deploys, as plain data: what `./tare explain` reads, without Pulumi and without
 * a cluster. The case study itself is made from the same.
 */
export const WORKLOADS: Readonly<Record<StackName, Readonly<Record<string, WorkloadArgs>>>> = {
  frameworks: SERVERS,
  ecommerce: { shop: SHOP },
};

/** The same of databases. */
export const DATABASES: Readonly<
  Partial<Record<StackName, Readonly<Record<string, DatabaseSize>>>>
> = {
  ecommerce: {
    "shop-database": DATABASE,
    "shop-database where it is measured": MEASURED_DATABASE,
  },
};
