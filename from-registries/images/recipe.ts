import { createHash } from "node:crypto";
import type { Progress } from "../../platform/progress";
import { goKey } from "../goBuild";

interface RecipeBase {
  /** The reference under which Dockerfiles, kubeadm or kind ask for the image. */
  readonly name: string;
  /** Estimated seconds to make it, its bases and Go programs apart. */
  readonly seconds: number;
}

/** A Debian root made by debootstrap. */
export interface DebianRecipe extends RecipeBase {
  readonly kind: "debian";
  readonly suite: "bookworm" | "trixie";
  /** Files added to the root, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Shell script that makes the root (its first argument) small. */
  readonly slim: string;
}

/** An image made by `docker build`, from what can be had without an image registry. */
export interface DockerfileRecipe extends RecipeBase {
  readonly kind: "dockerfile";
  readonly dockerfile: string;
  /** Images of the FROM lines, made first. @default - none: FROM scratch */
  readonly bases?: readonly string[];
  /** Text files of the build context, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Modules of from-registries/go whose programs go into `programs/` of the build context. */
  readonly goModules?: readonly string[];
  /** Images that go into the build context as one archive, `carried.tar`. */
  readonly carries?: readonly string[];
  /** Adds to the build context what only the host or a package registry can give. */
  readonly collect?: (contextDir: string, progress: Progress) => Promise<void>;
  /** What {@link collect} brings, in words that change with it. */
  readonly collects?: string;
  /** Only a step on the way to another image: neither kept in the cache nor in the engine. */
  readonly intermediate?: boolean;
}

export type ImageRecipe = DebianRecipe | DockerfileRecipe;

/** Label of every image made here; its value is {@link imageKey}. */
export const KEY_LABEL = "dev.tare.made-from";

/** Label of build stages that are of no use once the image is there. */
export const STAGE_LABEL = "dev.tare.stage=done";

/** Changes with everything that decides what is in the image, its bases included. */
export function imageKey(recipe: ImageRecipe, find: (name: string) => ImageRecipe): string {
  const inner =
    recipe.kind === "debian"
      ? []
      : [...(recipe.bases ?? []), ...(recipe.carries ?? [])].map((name) =>
          imageKey(find(name), find),
        );
  const programs =
    recipe.kind === "debian"
      ? []
      : (recipe.goModules ?? []).map((module) => `${module} ${goKey(module)}`);
  return createHash("sha256")
    .update(JSON.stringify([recipe, inner, programs, process.arch]))
    .digest("hex")
    .slice(0, 16);
}
