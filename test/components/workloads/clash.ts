import type { WebServiceArgs } from "../../../components/workloads/webServiceArgs";

/** Arguments that are good by themselves and cannot be had together. */
export interface Clash {
  /** Completes "when ...". */
  readonly when: string;
  /** Turns any good arguments into such that clash; `n` is a whole number from 1 to 1,000. */
  readonly make: (args: WebServiceArgs, n: number) => WebServiceArgs;
  /** The argument that must be named. */
  readonly path: string;
}

/** Small, shared, told nothing: what a clash is put into when it needs to be alone. */
export function plain(args: WebServiceArgs): WebServiceArgs {
  return {
    namespace: args.namespace,
    image: args.image,
    cpu: { cores: 2, request: "100 mCPU" },
    memory: { limit: "1 GiB", request: "256 MiB" },
    ...(args.probes && { probes: args.probes }),
    ...(args.env && { env: args.env }),
    ...(args.spread && { spread: args.spread }),
  };
}
