import type * as pulumi from "@pulumi/pulumi";
import type { Comparison } from "../components/benchmark/experiment";
import type { ServiceImages } from "../components/images/serviceImages";

/** One file of this folder: deploys its containers and tells what can be measured. */
export type CaseStudy = (images: ServiceImages, opts: pulumi.ComponentResourceOptions) => Deployed;

export interface Deployed {
  /** All that must be ready before anything is measured. */
  readonly resources: readonly pulumi.Resource[];
  readonly experiments: readonly (Comparison & { readonly name: string })[];
}
