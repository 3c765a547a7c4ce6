import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { keptManifests } from "./keptJobs";
import type { Recorded } from "./recorder";

/**
 * Every resource as text, sorted, so that a review shows what a change does to the cluster. What
 * only follows from the sources of an image (tag, digest, the hash in a Job's name) is blanked.
 */
export function goldenText(resources: readonly Recorded[]): string {
  const entries = resources
    .map((resource) => [`${resource.type}::${resource.name}`, shown(resource)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return stringify(Object.fromEntries(entries), {
    sortMapEntries: true,
    aliasDuplicateObjects: false,
    lineWidth: 0,
  })
    .replace(/@sha256:[0-9a-f]{64}/g, "@sha256:DIGEST")
    .replace(/(:\d+\/tare\/[a-z-]+):[0-9a-f]{16}/g, "$1:TAG")
    .replace(/(bench-[a-z0-9-]+|shop-migrate|on-demand-jobs)-[0-9a-f]{8}\b/g, "$1-HASH");
}

/**
 * Without what is empty; in the order in which a set was built lies no meaning. Manifests that are
 * kept as text stand there as what they say.
 */
function shown(resource: Recorded): object {
  const { parent, provider, dependsOn, outputs } = resource;
  const kept = keptManifests(resource);
  const data = Object.keys(kept).length === 0 ? {} : { data: kept };
  const inputs = { ...resource.inputs, ...data };
  const fields = { parent, provider, dependsOn: [...dependsOn].sort(), inputs, outputs };
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value && Object.keys(value).length > 0),
  );
}

/**
 * The committed text of that name. `npm run golden` writes it first; a failing test never does.
 */
export function golden(name: string, text: string): string {
  const path = join("test", "golden", `${name}.yaml`);
  if (process.env.TARE_GOLDEN === "write") writeFileSync(path, text);
  return existsSync(path) ? readFileSync(path, "utf8") : `no ${path}: run npm run golden`;
}
