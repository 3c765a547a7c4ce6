import type * as k8s from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import type { DisruptionArgs } from "./disruption";
import type { Callable } from "./networkPolicy";
import type { HttpProbes } from "./probes";
import type { ReplicaArgs } from "./replicas";
import type { SecretFiles } from "./secretFiles";
import type { ShutdownArgs } from "./shutdown";
import type { Spread } from "./spread";
import type { TuningArgs } from "./tuning/arguments";

/** What decides everything that is arithmetic; no resource is in it, so that it can be explained. */
export interface WorkloadArgs extends TuningArgs, ReplicaArgs {
  /**
   * Whether another container is put beside the server's, as a mesh does. An autoscaler then looks at
   * the server's container alone. @default false
   */
  readonly sidecar?: boolean;
  /** Level of Pod Security that the namespace enforces. @default "restricted" */
  readonly podSecurity?: "restricted" | "privileged";
}

export interface WebServiceArgs extends WorkloadArgs {
  readonly namespace: pulumi.Input<string>;
  /** Reference by digest. It runs as user 65532, on a root file system that cannot be written. */
  readonly image: pulumi.Input<string>;
  /** Port on which the container listens, which it is told as PORT. @default 8080 */
  readonly port?: number;
  /** @default - `/healthz` for start and liveness, `/readyz` for readiness */
  readonly probes?: HttpProbes;
  /** Besides PORT and what the tuning tells. @default - none */
  readonly env?: readonly k8s.core.v1.EnvVar[];
  /** What it reads from Secrets, as files that nobody else can read. @default - none */
  readonly secrets?: readonly SecretFiles[];
  /** What its pods may call. @default - nothing, where the namespace is closed */
  readonly calls?: readonly Callable[];
  /** From two pods; fewer have no budget. @default - one pod at a time */
  readonly disruption?: DisruptionArgs;
  /** From two pods. @default "preferred" */
  readonly spread?: Spread;
  /** @default - 5 s more of serving, 20 s for the drain, 30 s in all */
  readonly shutdown?: ShutdownArgs;
  /** What must be done before its first pod starts, at each update. @default - nothing */
  readonly after?: readonly pulumi.Resource[];
}
