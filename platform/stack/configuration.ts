import { isDeepStrictEqual } from "node:util";

/** A `Pulumi.<stack>.yaml` as parsed. */
export interface StackConfiguration {
  readonly encryptionsalt?: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/** What only this machine's instance knows. */
export interface InstanceValues {
  /** Context of the instance's kubeconfig. */
  readonly context: string;
  /** Registry as images name it: `localhost:5001`. */
  readonly registry: string;
}

/** Whether the environment runs on the cluster that `make up` makes. */
export function isLocal(committed: StackConfiguration): boolean {
  const cluster = committed.config?.["tare:cluster"];
  return !isRecord(cluster) || cluster.kind === undefined || cluster.kind === "kind";
}

/**
 * The configuration in use: the committed one with the instance's values over it. From the copy of
 * the last time it keeps the salt, and each key that somebody has set there with
 * `pulumi config set` (one that differs from what the copy was made of).
 */
export function configurationInUse(
  committed: StackConfiguration,
  values: InstanceValues,
  stacks: readonly string[] | undefined,
  last?: { readonly copy: StackConfiguration; readonly madeOf: StackConfiguration },
): StackConfiguration {
  const config = withInstance(committed.config ?? {}, values, stacks);
  for (const [key, value] of Object.entries(last?.copy.config ?? {})) {
    if (!isDeepStrictEqual(value, last?.madeOf.config?.[key])) config[key] = value;
  }
  const salt = last?.copy.encryptionsalt ?? committed.encryptionsalt;
  return { ...committed, ...(salt === undefined ? {} : { encryptionsalt: salt }), config };
}

function withInstance(
  committed: Readonly<Record<string, unknown>>,
  { context, registry }: InstanceValues,
  stacks: readonly string[] | undefined,
): Record<string, unknown> {
  const cluster = committed["tare:cluster"];
  return {
    ...committed,
    "tare:cluster": { kind: "kind", ...(isRecord(cluster) ? cluster : {}), context },
    "tare:registry": registry,
    ...(stacks === undefined ? {} : { "tare:stacks": [...stacks] }),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
