import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../config/problems";
import { problemIf } from "../workloads/argumentProblems";
import { commonLabels } from "../workloads/labels";
import { type OpenTemplate, podTemplate } from "../workloads/podTemplate";
import { httpProbe } from "../workloads/probes";
import type { CpuArgs, MemoryArgs } from "../workloads/tuning/arguments";
import { tune } from "../workloads/tuning/tune";
import { tuningProblems } from "../workloads/tuning/tuningProblems";
import type { Subject } from "./arm";

/**
 * One server in pods of several specs. What belongs to the pod, such as cores of its own, cannot be
 * compared by two arms of one pod; so each variant gets a pod for itself, by turns.
 */
export interface PodComparison {
  /** Of the row in the report, of the Job and of the pods: lower-case letters, digits and dashes. */
  readonly name: string;
  readonly server: Subject;
  /** At least two; all others are compared with the first. */
  readonly variants: readonly PodVariant[];
  /** Whether it is measured by `./tare bench` alone and not by an update. @default false */
  readonly onDemand?: boolean;
}

/** What is asked of Kubernetes for one of the pods. */
export interface PodVariant {
  readonly name: string;
  readonly cpu: CpuArgs;
  readonly memory: MemoryArgs;
}

const NAME = /^[a-z](?:[a-z0-9-]{0,28}[a-z0-9])?$/;
const NAME_RULE = "must be 1 to 30 lower-case letters, digits and dashes, a letter first";

const PORT = 8080;

/** All that is wrong with a comparison. */
export function podComparisonProblems({ name, variants }: PodComparison): Problem[] {
  const names = variants.map((variant) => variant.name);
  return [
    ...problemIf(!NAME.test(name), "name", name, NAME_RULE),
    ...problemIf(
      variants.length < 2,
      "variants",
      variants.length,
      "must be at least two: one alone is compared with nothing",
    ),
    ...variants.flatMap((variant, index) => variantProblems(variant, index, names)),
  ];
}

function variantProblems(
  { name, ...args }: PodVariant,
  index: number,
  names: readonly string[],
): Problem[] {
  const place = `variants[${index}]`;
  const surroundings = { sidecar: false, podSecurity: "restricted", pods: 1 } as const;
  return [
    ...problemIf(!NAME.test(name), `${place}.name`, name, NAME_RULE),
    ...problemIf(
      names.indexOf(name) !== index,
      `${place}.name`,
      name,
      "must be another name than that of the variants before it",
    ),
    ...tuningProblems(args, surroundings).map((problem) => ({
      ...problem,
      path: `${place}.${problem.path}`,
    })),
  ];
}

/** What the load generator must know of the variants, and the pods that it is to make. */
export function variantDocuments(comparison: PodComparison): pulumi.Output<string> {
  const { server, variants } = comparison;
  return pulumi.jsonStringify(
    variants.map((variant) => ({
      name: variant.name,
      image: server.image,
      port: PORT,
      exclusiveCores: variant.cpu.exclusive === true ? variant.cpu.cores : 0,
      template: variantPod(comparison, variant),
    })),
  );
}

/**
 * Only readiness is asked for, since nobody would start the server again; and it ends at once, for
 * nobody but the load generator knows its address.
 */
function variantPod({ name, server }: PodComparison, variant: PodVariant): OpenTemplate {
  const { resources, variables } = tune(variant, 1);
  const told = Object.fromEntries(variables.map((one) => [one.name, one.value]));
  const env = { ...server.settings, ...told, PORT: String(PORT) };
  return podTemplate({
    name: "server",
    labels: { ...commonLabels(name), "tare.dev/variant": variant.name },
    image: server.image,
    resources,
    serviceAccount: "default",
    env: Object.entries(env).map(([key, value]) => ({ name: key, value })),
    port: PORT,
    probes: { readiness: httpProbe("/readyz", { period: "1 s", failures: 60 }) },
    restartPolicy: "Never",
    shutdown: { serveOn: "0 s", drain: "1 s", grace: "1 s" },
  });
}
