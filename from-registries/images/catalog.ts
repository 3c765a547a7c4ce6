import { debianBookworm, debianTrixie } from "./debian";
import { kindNodeImage } from "./kindNode";
import { nodeImage } from "./node";
import type { ImageRecipe } from "./recipe";
import { rustImage } from "./rust";
import { controlPlaneImages, metricsServerImage, registryImage } from "./singlePrograms";

const recipes: readonly ImageRecipe[] = [
  debianTrixie,
  debianBookworm,
  rustImage,
  nodeImage,
  ...controlPlaneImages,
  kindNodeImage,
  metricsServerImage,
  registryImage,
];

/** How the image of this reference is made where no image registry answers. */
export function findRecipe(name: string): ImageRecipe {
  const found = recipes.find((recipe) => recipe.name === name);
  if (found === undefined) throw new Error(`no recipe makes the image '${name}'`);
  return found;
}
