import type { Recorded } from "./recorder";

const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
const LOGICAL = "tare-benchmark-on-demand";

/** The manifests of the Jobs on demand, by their names. */
export function keptManifests(resource: Recorded): Record<string, Record<string, unknown>> {
  if (resource.type !== CONFIG_MAP || resource.name !== LOGICAL) return {};
  const data = resource.inputs.data as Record<string, string>;
  return Object.fromEntries(
    Object.entries(data).map(([name, text]) => [name, JSON.parse(text) as Record<string, unknown>]),
  );
}

/** The Jobs on demand as if an update had made them, named as their experiment and subject are. */
export function keptJobs(resources: readonly Recorded[]): Recorded[] {
  return resources.flatMap((resource) =>
    Object.values(keptManifests(resource)).map((inputs): Recorded => {
      const { labels } = inputs.metadata as { labels: Record<string, string> };
      const name = `${labels["tare.dev/experiment"]}-${labels["tare.dev/subject"]}`;
      return { ...resource, type: "kubernetes:batch/v1:Job", name, inputs };
    }),
  );
}
