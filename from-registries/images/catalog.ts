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

/** How the image of this reference is made where no image registry answers, if it can be. */
export function recipeFor(name: string): ImageRecipe | undefined {
  return recipes.find((recipe) => recipe.name === name);
}

/** Like {@link recipeFor}, for an image that other recipes are made of. */
export function findRecipe(name: string): ImageRecipe {
  const found = recipeFor(name);
  if (found === undefined) throw new Error(`no recipe makes the image '${name}'`);
  return found;
}
