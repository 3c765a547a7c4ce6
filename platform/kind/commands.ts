import { join } from "node:path";
import { run, type RunOptions, type RunResult } from "../exec";
import { type Instance } from "../instance";
import { kubectlCacheDir, pathWithTools } from "../tools/folders";

/** Where kind and kubectl write what they are told to keep; the user's ~/.kube is not touched. */
export function kubeconfigPath(instance: Instance): string {
  return join(instance.stateDir, "kubeconfig");
}

/** Runs the project's kind. */
export function kind(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return run("kind", args, { ...options, env: { PATH: pathWithTools(), ...options.env } });
}

/** Runs the project's kubectl on the cluster of an instance, whatever the user's context is. */
export function kubectl(
  instance: Instance,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const where = ["--kubeconfig", kubeconfigPath(instance), "--context", contextName(instance)];
  return run("kubectl", [...where, ...args], {
    ...options,
    env: { PATH: pathWithTools(), KUBECACHEDIR: kubectlCacheDir(), ...options.env },
  });
}

/** Runs a command in the cluster's only node. */
export function inNode(
  instance: Instance,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const input = options.input === undefined ? [] : ["-i"];
  return run("docker", ["exec", ...input, nodeName(instance), ...args], options);
}

export function contextName(instance: Instance): string {
  return `kind-${instance.clusterName}`;
}

export function nodeName(instance: Instance): string {
  return `${instance.clusterName}-control-plane`;
}
