import { homedir } from "node:os";
import { UserError } from "../../platform/errors";
import { recordedCluster } from "../../platform/stack/clusterRecord";
import { type Context } from "../context";

/**
 * Options that make kubectl use the environment's cluster: the local one's own kubeconfig, or the
 * configured context. The current context of the machine is never used. Throws {@link UserError}.
 */
export function kubectlTarget({ instance, environment }: Context): readonly string[] {
  if (environment.local) {
    const record = recordedCluster(instance);
    if (record === undefined) throw new UserError("there is no local cluster yet", "run 'make up'");
    return ["--kubeconfig", record.kubeconfig, "--context", record.context];
  }
  const cluster = environment.committed.config?.["tare:cluster"] as {
    readonly context?: string;
    readonly kubeconfig?: string;
  };
  if (cluster.context === undefined) {
    throw new UserError(
      `Pulumi.${environment.name}.yaml names no context under tare:cluster`,
      "add the context of the cluster's kubeconfig",
    );
  }
  const kubeconfig = process.env.TARE_KUBECONFIG ?? cluster.kubeconfig ?? "~/.kube/config";
  return ["--kubeconfig", kubeconfig.replace(/^~(?=\/)/, homedir()), "--context", cluster.context];
}
