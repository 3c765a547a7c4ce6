import type { Subject } from "../components/benchmark/arm";
import type { Comparison } from "../components/benchmark/comparison";
import type { MeasuredService } from "../components/benchmark/measuredService";
import { PASSWORD_KEY } from "../components/data/credentials";
import { databaseClient } from "../components/data/databaseClient";
import type { Postgres } from "../components/data/postgres";
import { mostPods } from "../components/workloads/replicas";
import { settingsFor } from "../components/workloads/tuning/settingsFor";
import { resourcesOf } from "../components/workloads/tuning/tune";
import { POOL_SIZES, SHOP, SHOP_SIZE } from "./ecommerceSizes";

type Experiments = readonly (Comparison & { readonly name: string })[];

/**
 * Far below its peak, as a page of the catalogue takes a hundred times the CPU of a greeting; and so few
 * connections that answers take a small part of a slice.
 */
const LOAD = { connections: 16, rate: "150 /s" } as const;

/**
 * The shop as it is deployed beside the shop that is told nothing, and pools of several sizes beside
 * the size that it has by default. Both arms log in to the shop's own database and answer with the
 * first page of the catalogue, which reads it.
 *
 * None where others run the database: the password is not known then.
 */
export function shopExperiments(image: Subject["image"], database: Postgres): Experiments {
  const password = database.appPassword?.();
  if (password === undefined) return [];
  const { env, secrets } = databaseClient(database, "app");
  const service: MeasuredService = {
    path: "/",
    resources: resourcesOf(SHOP_SIZE),
    env,
    secrets: secrets.map(({ name, mountPath }) => {
      return { name, mountPath, data: { [PASSWORD_KEY]: password } };
    }),
    calls: [database.endpoint.name],
  };
  const common = { compares: "settings", load: LOAD, service } as const;
  const yardstick: Subject = { name: "shop-default", image };
  const tuned = { name: "shop-tuned", image, settings: settingsFor(SHOP, mostPods(SHOP)) };
  const pools = POOL_SIZES.map((size): Subject => {
    const settings = settingsFor({ ...SHOP_SIZE, pool: { mode: "fixed", size } });
    return { name: `shop-pool-${size}`, image, settings };
  });
  return [
    { ...common, name: "shop-tuning", pairings: [{ yardstick, subject: tuned }] },
    {
      ...common,
      name: "shop-pool",
      pairings: pools.map((subject) => ({ yardstick, subject, onDemand: true })),
    },
  ];
}
