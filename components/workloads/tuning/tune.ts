import { type Cpu, cpu } from "../../config/cpu";
import type { Resources } from "../resources";
import type { TuningArgs } from "./arguments";
import { type Settings, settingsOf } from "./settings";
import { type NameValue, tell, type Told } from "./telling";

/** All that follows from a container's limits. */
export interface Tuning {
  readonly resources: Resources;
  readonly settings: Settings;
  readonly told: Partial<Record<keyof Settings, Told>>;
  readonly variables: readonly NameValue[];
  readonly sysctls: readonly NameValue[];
}

/** @param args In which nothing is wrong. */
export function tune(args: TuningArgs, pods: number): Tuning {
  const settings = settingsOf(args, pods);
  const told = tell(args, settings);
  const all = Object.values(told);
  return {
    resources: resourcesOf(args),
    settings,
    told,
    variables: all.flatMap(({ variables }) => variables),
    sysctls: all.flatMap(({ sysctls }) => sysctls),
  };
}

/** A request that is left out is the limit; the manifest says so rather than leave it to the API. */
export function resourcesOf(args: TuningArgs): Resources {
  const { limit, request = limit } = args.memory;
  const cores: Cpu = cpu.render(Math.round(args.cpu.cores * 1000));
  const reserved = ("request" in args.cpu ? args.cpu.request : undefined) ?? cores;
  return {
    limits: { cpu: cores, memory: limit },
    requests: { cpu: reserved, memory: request },
  };
}
