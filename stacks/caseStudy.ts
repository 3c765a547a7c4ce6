import type * as pulumi from "@pulumi/pulumi";
import type { Comparison } from "../components/benchmark/comparison";
import type { Contestants } from "../components/config/contestants";
import type { Config } from "../components/config/parse";
import type { ServiceImages } from "../components/images/serviceImages";

/** One file of this folder: deploys its containers and tells what can be measured. */
export type CaseStudy = (args: CaseStudyArgs, opts: pulumi.ComponentResourceOptions) => Deployed;

export interface CaseStudyArgs {
  readonly images: ServiceImages;
  /** Servers of the user's own, by name. */
  readonly contestants: Contestants;
  /** Who runs the shop's database. */
  readonly database: Config["database"];
  /** Whether anything is measured, and so may call. */
  readonly benchmark: Pick<Config["benchmark"], "plan">;
}

export interface Deployed {
  /** All that must be ready before anything is measured. */
  readonly resources: readonly pulumi.Resource[];
  /** Namespaces that network policies close. @default - none */
  readonly closedNamespaces?: readonly string[];
  readonly experiments: readonly (Comparison & { readonly name: string })[];
}
