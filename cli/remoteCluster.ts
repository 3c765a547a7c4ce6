import { homedir } from "node:os";
import { identify } from "../components/cluster/guard";
import { UserError } from "../platform/errors";
import { type Progress } from "../platform/progress";
import { type Environment } from "../platform/stack/files";
import { clustersOf, type StackState } from "../platform/stack/state";
import { resolveTools } from "../platform/tools/resolve";
import { type Context } from "./context";

/** Where the cluster of an environment that is not local is found, and which one it must be. */
export interface RemoteAddress {
  readonly context: string;
  readonly kubeconfig: string;
  /** UID of its kube-system namespace. */
  readonly uid: string;
}

/** Throws {@link UserError} where the environment's file names no context or no UID. */
export function remoteAddress({ name, committed }: Environment): RemoteAddress {
  const cluster = (committed.config?.["tare:cluster"] ?? {}) as Partial<RemoteAddress>;
  const named = (key: "context" | "uid"): string => {
    const value = cluster[key];
    if (value !== undefined) return value;
    throw new UserError(`Pulumi.${name}.yaml names no ${key} under tare:cluster`, WAYS[key]);
  };
  const kubeconfig = process.env.TARE_KUBECONFIG ?? cluster.kubeconfig ?? "~/.kube/config";
  return {
    context: named("context"),
    kubeconfig: kubeconfig.replace(/^~(?=\/)/, homedir()),
    uid: named("uid"),
  };
}

const WAYS = {
  context: "add the context of the cluster's kubeconfig",
  uid: "add what 'kubectl get namespace kube-system -o jsonpath={.metadata.uid}' prints",
};

/**
 * What each verb does before it lets Pulumi or kubectl at the cluster of an environment that is not
 * local: the program's own check comes with an update only, and after its refresh. Throws
 * {@link UserError} where the cluster is not the recorded one, or does not answer.
 */
export async function ensureRecordedCluster(
  { environment }: Pick<Context, "environment">,
  progress: Progress,
): Promise<void> {
  if (environment.local) return;
  const address = remoteAddress(environment);
  await resolveTools(["kubectl"], progress);
  const identity = identify({ kind: "cloud", ...address });
  if (identity.kind === "unknown") {
    throw new UserError(
      identity.message,
      "Nothing was changed. Make the cluster answer, or correct the context, then try again",
    );
  }
  if (identity.kind === "other") {
    throw new UserError(
      identity.message,
      "Nothing was changed. Check the context, or, where the cluster itself is new, record its UID " +
        `in 'tare:cluster.uid' of Pulumi.${environment.name}.yaml`,
    );
  }
}

/**
 * A refresh and a destroy go where the providers of the state lead, whatever the environment's file
 * says by now; that has to be the recorded cluster, too. One that does not answer is left to Pulumi,
 * which can change nothing there. Throws {@link UserError}.
 *
 * @param moving whether it may also be the one that the stack was made in: an update moves it away
 */
export function ensureClustersOfState(
  environment: Environment,
  state: StackState | undefined,
  { moving }: { readonly moving: boolean },
): void {
  const { uid } = remoteAddress(environment);
  for (const cluster of clustersOf(state)) {
    const identity = identify({ kind: "cloud", ...cluster, uid });
    if (identity.kind !== "other") continue;
    if (moving && identify({ kind: "cloud", ...cluster }).kind === "same") continue;
    throw new UserError(
      `the state of '${environment.name}' leads elsewhere: ${identity.message}`,
      "Nothing was changed. Have that context lead to the cluster that the stack was made in, and " +
        `Pulumi.${environment.name}.yaml name it, then try again`,
    );
  }
}
