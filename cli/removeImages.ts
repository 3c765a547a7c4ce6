import { tryRun } from "../platform/exec";
import { type Instance } from "../platform/instance";
import { MADE_IMAGE_LABEL } from "../platform/tools/madeImages";

/**
 * Removes the images that were built for this instance's registry, and, when no other instance is
 * left to need them, those that the clusters themselves are made of.
 */
export async function removeImages(instance: Instance, last: boolean): Promise<void> {
  const built = await imageNames("reference=localhost:" + instance.registryPort + "/*/*");
  const flat = await imageNames("reference=localhost:" + instance.registryPort + "/*");
  const made = last ? await imageNames(`label=${MADE_IMAGE_LABEL}`) : [];
  const names = [...new Set([...built, ...flat, ...made])];
  if (names.length > 0) await tryRun("docker", ["rmi", "--force", ...names]);
}

async function imageNames(filter: string): Promise<string[]> {
  const format = '{{if eq .Tag "<none>"}}{{.ID}}{{else}}{{.Repository}}:{{.Tag}}{{end}}';
  const answer = await tryRun("docker", ["images", "--filter", filter, "--format", format]);
  return (answer?.stdout ?? "").split("\n").filter((line) => line !== "");
}
