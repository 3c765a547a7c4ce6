import * as pulumi from "@pulumi/pulumi";
import type { Subject } from "./benchmarkPod";
import { Experiment, type Measurement } from "./experiment";
import { LoadGenerator } from "./loadGenerator";
import type { Plan } from "./plan";

export interface ExperimentsArgs {
  readonly plan: Plan;
  /** The load generator, by digest. */
  readonly image: pulumi.Input<string>;
  readonly experiments: readonly { readonly name: string; readonly subjects: readonly Subject[] }[];
  /** All that must be ready before the first measurement. */
  readonly after: readonly pulumi.Resource[];
}

/** One experiment after the other, so that a cluster never makes two measurements at a time. */
export function runExperiments(
  { plan, image, experiments, after }: ExperimentsArgs,
  opts: pulumi.ComponentResourceOptions,
): pulumi.Output<pulumi.Unwrap<Measurement>[]> {
  const generator = new LoadGenerator("tare-benchmark", { image }, opts);
  const measured: Experiment[] = [];
  for (const { name, subjects } of experiments) {
    const before = [...after, generator, ...measured];
    measured.push(new Experiment(name, { generator, plan, subjects, after: before }, opts));
  }
  return pulumi
    .all(measured.map((experiment) => experiment.measurements))
    .apply((all) => all.flat());
}
