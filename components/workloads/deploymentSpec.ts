import type * as k8s from "@pulumi/kubernetes/types/input";
import type * as pulumi from "@pulumi/pulumi";
import { selectorLabels } from "./labels";
import { podTemplate } from "./podTemplate";
import { HTTP_PROBES } from "./probes";
import { fewestPods, mostPods, SURGE } from "./replicas";
import { shutdownOf } from "./shutdown";
import { placementOf } from "./spread";
import { tune } from "./tuning/tune";
import type { WebServiceArgs } from "./webServiceArgs";

/**
 * Of the Deployment of a WebService. With an autoscaler it says no number of pods: whoever says one
 * takes it back from the autoscaler with every update.
 */
export function deploymentSpec(
  name: string,
  labels: Readonly<Record<string, string>>,
  serviceAccount: pulumi.Input<string>,
  args: WebServiceArgs,
): k8s.apps.v1.DeploymentSpec {
  const { image, env = [], autoscaling, replicas = 1, spread = "preferred" } = args;
  const { port = 8080, probes = HTTP_PROBES, secrets } = args;
  const { resources, variables, sysctls } = tune(args, mostPods(args));
  return {
    ...(autoscaling === undefined && { replicas }),
    revisionHistoryLimit: 2,
    strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: SURGE } },
    selector: { matchLabels: selectorLabels(name) },
    template: podTemplate({
      name,
      labels,
      image,
      resources,
      serviceAccount,
      user: "named",
      env: [...env, ...variables, { name: "PORT", value: String(port) }],
      port,
      probes,
      secrets,
      shutdown: shutdownOf(args.shutdown),
      sysctls,
      placement: placementOf(name, fewestPods(args), spread),
    }),
  };
}
