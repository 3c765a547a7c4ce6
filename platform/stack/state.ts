/** What `pulumi stack export` gives, as far as it is read here. */
export interface StackState {
  /** `null` where nothing was deployed yet. */
  readonly deployment?: { readonly resources?: readonly StateResource[] } | null;
}

interface StateResource {
  readonly type: string;
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

function resourcesOf(state: StackState | undefined): readonly StateResource[] {
  return state?.deployment?.resources ?? [];
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
