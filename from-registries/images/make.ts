import { cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UserError } from "../../platform/errors";
import { CommandError, run } from "../../platform/exec";
import { cacheDir } from "../../platform/instance";
import type { Progress } from "../../platform/progress";
import { goBinaries } from "../goBuild";
import { findRecipe } from "./catalog";
import { makeDebian } from "./debian";
import {
  type DockerfileRecipe,
  type ImageRecipe,
  KEY_LABEL,
  STAGE_LABEL,
  imageKey,
} from "./recipe";

const PROXY_VARIABLES = ["http_proxy", "https_proxy", "no_proxy"].flatMap((name) => [
  name,
  name.toUpperCase(),
]);

/**
 * Makes one image in the engine; its bases and the images it carries must be there, and nobody
 * else may make the same one at the same time. Throws {@link UserError}.
 */
export async function makeImage(recipe: ImageRecipe, progress: Progress): Promise<void> {
  const labels = [`${KEY_LABEL}=${imageKey(recipe, findRecipe)}`];
  const workDir = join(cacheDir(), "making", recipe.name.replace(/[^\w.-]+/g, "_"));
  await rm(workDir, { recursive: true, force: true }); // What a killed run left.
  mkdirSync(workDir, { recursive: true });
  try {
    if (recipe.kind === "debian") await makeDebian(recipe, labels, workDir, progress);
    else await build(recipe, labels, workDir, progress);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new UserError(
      `the image ${recipe.name} could not be made`,
      `read ${progress.log}`,
      error.message,
    );
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

async function build(
  recipe: DockerfileRecipe,
  labels: readonly string[],
  contextDir: string,
  progress: Progress,
): Promise<void> {
  for (const [path, text] of Object.entries(recipe.files ?? {})) {
    mkdirSync(dirname(join(contextDir, path)), { recursive: true });
    writeFileSync(join(contextDir, path), text, { mode: text.startsWith("#!") ? 0o755 : 0o644 });
  }
  await addPrograms(recipe, contextDir, progress);
  progress.note(`${recipe.name}: about ${recipe.seconds} s`);
  await recipe.collect?.(contextDir, progress);
  const options = { log: progress.log, signal: progress.signal };
  if (recipe.carries !== undefined) {
    const archive = join(contextDir, "carried.tar");
    await run("docker", ["save", "-o", archive, ...recipe.carries], options);
  }
  writeFileSync(join(contextDir, "Dockerfile"), recipe.dockerfile);
  const flags = ["--network", "host", "--force-rm", "--tag", recipe.name];
  flags.push(...labels.flatMap((label) => ["--label", label]));
  for (const name of PROXY_VARIABLES) {
    if (process.env[name] !== undefined) flags.push("--build-arg", name);
  }
  // The classic builder is in every engine; BuildKit's client may not be there yet.
  await run("docker", ["build", ...flags, contextDir], {
    ...options,
    env: { DOCKER_BUILDKIT: "0" },
  });
  await run("docker", ["image", "prune", "-f", "--filter", `label=${STAGE_LABEL}`], options);
}

async function addPrograms(
  recipe: DockerfileRecipe,
  contextDir: string,
  progress: Progress,
): Promise<void> {
  const wanted = [...recipe.dockerfile.matchAll(/programs\/([\w-]+)/g)].map((match) => match[1]);
  for (const module of recipe.goModules ?? []) {
    const dir = await goBinaries(module, progress);
    for (const program of readdirSync(dir)) {
      if (!wanted.includes(program)) continue;
      cpSync(join(dir, program), join(contextDir, "programs", program));
    }
  }
}
