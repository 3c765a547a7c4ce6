import { mostPods } from "./replicas";
import type { Derived } from "./tuning/derived";
import { tune } from "./tuning/tune";
import type { WorkloadArgs } from "./webServiceArgs";

/** One setting of a workload, as `./tare explain` shows it. */
export interface ExplainedSetting extends Derived {
  /** How the server learns of it: `WORKERS=2`; empty where its own default is left alone. */
  readonly told: readonly string[];
}

/** What follows from the limits of a workload; nothing of a cluster is asked. */
export function explain(args: WorkloadArgs): ExplainedSetting[] {
  const { settings, told } = tune(args, mostPods(args));
  return (Object.keys(settings) as (keyof typeof settings)[]).flatMap((name) => {
    const setting = settings[name];
    const { variables = [], sysctls = [] } = told[name] ?? {};
    const ways = [...variables, ...sysctls].map((one) => `${one.name}=${one.value}`);
    return setting === undefined ? [] : [{ ...setting, told: ways }];
  });
}
