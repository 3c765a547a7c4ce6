import * as pulumi from "@pulumi/pulumi";
import type { Comparison } from "./comparison";
import { Experiment, type Measurement } from "./experiment";
import { keepJobs } from "./keptJobs";
import { generatorUser, LoadGenerator } from "./loadGenerator";
import { GENERATOR } from "./loadSource";
import { NODEPROBE_AUDIENCE, NodeProbe } from "./nodeProbe";
import type { Plan } from "./plan";
import { VARIANTS_NAMESPACE, VariantsNamespace } from "./variantsNamespace";

export interface ExperimentsArgs {
  readonly plan: Plan;
  /** References by digest. */
  readonly images: {
    readonly loadgen: pulumi.Input<string>;
    readonly nodeprobe: pulumi.Input<string>;
  };
  readonly experiments: readonly (Comparison & { readonly name: string })[];
  /** All that must be ready before the first measurement. */
  readonly after: readonly pulumi.Resource[];
}

/** A measurement as `./tare` finds it. */
export type FoundMeasurement = pulumi.Unwrap<Measurement> & {
  /** The ConfigMap that holds the manifest of what is on demand; absent for any other. */
  readonly keptIn?: string;
};

/** One experiment after the other, so that a cluster never makes two measurements at a time. */
export function runExperiments(
  { plan, images, experiments, after }: ExperimentsArgs,
  opts: pulumi.ComponentResourceOptions,
): pulumi.Output<FoundMeasurement[]> {
  const probe = new NodeProbe(
    "tare-nodeprobe",
    { image: images.nodeprobe, allowedUser: generatorUser(GENERATOR) },
    opts,
  );
  const generator = new LoadGenerator(
    GENERATOR,
    { image: images.loadgen, probe: { url: probe.url, audience: NODEPROBE_AUDIENCE } },
    opts,
  );
  const variants = variantsOf(experiments, generator, opts);
  const measured: Experiment[] = [];
  for (const { name, ...comparison } of experiments) {
    const before = [...after, probe, generator, ...variants, ...measured];
    measured.push(new Experiment(name, { ...comparison, generator, plan, after: before }, opts));
  }
  const kept = measured.flatMap(({ onDemand }) => onDemand);
  const keptIn = kept.length === 0 ? undefined : keepJobs(generator, GENERATOR, kept);
  return pulumi
    .all([pulumi.all(measured.map(({ measurements }) => measurements)), keptIn])
    .apply(([all, name]) =>
      all.flat().map((one) => ({ ...one, ...(one.onDemand && { keptIn: name }) })),
    );
}

/** The namespace of the pods that are compared, where any are. */
function variantsOf(
  experiments: readonly Comparison[],
  { accountName, namespaceName }: LoadGenerator,
  opts: pulumi.ComponentResourceOptions,
): VariantsNamespace[] {
  if (experiments.every(({ podComparisons = [] }) => podComparisons.length === 0)) return [];
  const account = { name: accountName, namespace: namespaceName };
  return [new VariantsNamespace(VARIANTS_NAMESPACE, { account }, opts)];
}
