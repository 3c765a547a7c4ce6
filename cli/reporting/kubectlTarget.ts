import { UserError } from "../../platform/errors";
import { recordedCluster } from "../../platform/stack/clusterRecord";
import { type Context } from "../context";
import { remoteAddress } from "../remoteCluster";

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
  const { kubeconfig, context } = remoteAddress(environment);
  return ["--kubeconfig", kubeconfig, "--context", context];
}
