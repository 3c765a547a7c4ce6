import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap";
import * as pulumi from "@pulumi/pulumi";
import { hashedName } from "../data/hashedName";
import { commonLabels } from "../workloads/labels";
import { type BenchmarkJobArgs, benchmarkJob } from "./benchmarkJob";
import type { LoadGenerator } from "./loadGenerator";

/** A Job that is made on demand: its name and its manifest as JSON. */
export type KeptJob = pulumi.Output<[name: string, manifest: string]>;

/** Of all values of a ConfigMap together, in bytes. */
const MOST_BYTES = 1_048_576;

/** The very Job that an update would make. Its keys are sorted: their order is no difference. */
export function keptJob(args: BenchmarkJobArgs): KeptJob {
  const manifest = pulumi.jsonStringify(benchmarkJob(args), (_, value: unknown) => sorted(value));
  return pulumi.all([args.name, manifest]);
}

/**
 * Keeps Jobs in a ConfigMap beside the load generator, where `./tare bench` finds each by its name: a
 * Job that nobody has asked for yet is text, and no object that every preview compares.
 *
 * @returns the name of the ConfigMap, which ends in a hash of what it holds
 */
export function keepJobs(
  parent: LoadGenerator,
  name: string,
  jobs: readonly KeptJob[],
): pulumi.Output<string> {
  const data = pulumi.all([...jobs]).apply((known) => keptData(known));
  const metadata = {
    name: data.apply((known) => hashedName("on-demand-jobs", known)),
    namespace: parent.namespaceName,
    labels: commonLabels("loadgen"),
  };
  return new ConfigMap(`${name}-on-demand`, { metadata, data, immutable: true }, { parent })
    .metadata.name;
}

/** What the ConfigMap holds. Throws where that is more than Kubernetes takes. */
export function keptData(jobs: readonly (readonly [string, string])[]): Record<string, string> {
  const bytes = jobs.reduce((sum, [, manifest]) => sum + Buffer.byteLength(manifest), 0);
  if (bytes > MOST_BYTES) {
    throw new Error(
      `the Jobs on demand (${bytes} bytes) must fit into a ConfigMap of ${MOST_BYTES}: leave out some of their experiments`,
    );
  }
  return Object.fromEntries(jobs);
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
