import type { Instance } from "../instance";
import type { Progress } from "../progress";
import { ensureImages, isMadeHere } from "../tools/images";
import { inNode, kind } from "./commands";

/**
 * Puts an image that was made here into the node. One that registries have is left for the node
 * to pull. Throws `UserError`.
 */
export async function loadImage(
  instance: Instance,
  name: string,
  progress: Progress,
): Promise<void> {
  await ensureImages([name], progress);
  if (!(await isMadeHere(name)) || (await isInNode(instance, name))) return;
  progress.note(`loading ${name} into the cluster`);
  await kind(["load", "docker-image", "--name", instance.clusterName, name], {
    log: progress.log,
    signal: progress.signal,
  });
}

async function isInNode(instance: Instance, name: string): Promise<boolean> {
  const asked = ["ctr", "--namespace", "k8s.io", "images", "ls", "--quiet", `name==${name}`];
  return (await inNode(instance, asked)).stdout.trim() !== "";
}
