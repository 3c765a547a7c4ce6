import { UserError } from "../errors";

/** What `pulumi stack export` gives, as far as it is read here. */
export interface StackState {
  /** `null` where nothing was deployed yet. */
  readonly deployment?: { readonly resources?: readonly StateResource[] } | null;
}

interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly protect?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
}

/** A cluster that resources of the state lie in. */
interface ClusterOfState {
  readonly context: string;
  readonly kubeconfig: string;
  /** UID of the kube-system namespace when the provider was made. */
  readonly uid: string;
}

/** The clusters that the state's Kubernetes providers name in plain text. */
export function clustersOf(state: StackState | undefined): ClusterOfState[] {
  return resourcesOf(state).flatMap(({ type, inputs = {} }) => {
    const { context, kubeconfig, clusterIdentifier: uid } = inputs;
    if (type !== "pulumi:providers:kubernetes") return [];
    const plain = isText(context) && isText(kubeconfig) && isText(uid);
    return plain ? [{ context, kubeconfig, uid }] : [];
  });
}

/**
 * Pulumi refuses a protected resource only when its turn comes, and what depends on it is gone by
 * then. Throws {@link UserError} that names every one of them.
 */
export function refuseProtected(stack: string, state: StackState | undefined): void {
  const urns = resourcesOf(state).flatMap((one) => (one.protect === true ? [one.urn] : []));
  if (urns.length === 0) return;
  // A URN has `$` in it.
  const unprotect = urns.map((urn) => `pulumi state unprotect --stack ${stack} '${urn}'`);
  throw new UserError(
    `stack '${stack}' has protected resources, so it is not destroyed; nothing was deleted`,
    [
      "where their data may go, run this, then the same command again",
      `eval "$(./tare --env ${stack} env)"`,
      ...unprotect,
    ].join("\n"),
  );
}

function resourcesOf(state: StackState | undefined): readonly StateResource[] {
  return state?.deployment?.resources ?? [];
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
