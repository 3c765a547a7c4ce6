import * as pulumi from "@pulumi/pulumi";
import { type Config, parseConfig } from "./parse";
import { renderProblems } from "./problems";

/**
 * The configuration of the selected stack. Throws a RunError that names every problem at once;
 * Pulumi prints its message without a stack trace, and no resource has been registered yet.
 */
export function loadConfig(): Config {
  const { TARE_KUBECONFIG, TARE_CLUSTER_UID } = process.env;
  const { config, problems } = parseConfig(pulumi.runtime.allConfig(), {
    TARE_KUBECONFIG,
    TARE_CLUSTER_UID,
  });
  if (config === undefined) throw new pulumi.RunError(renderProblems(problems));
  return config;
}
