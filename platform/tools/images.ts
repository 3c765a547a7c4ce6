import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { findRecipe, recipeFor } from "../../from-registries/images/catalog";
import { makeImage } from "../../from-registries/images/make";
import { type ImageRecipe, KEY_LABEL, imageKey } from "../../from-registries/images/recipe";
import versions from "../../versions.json";
import { UserError } from "../errors";
import { run, tryRun } from "../exec";
import { cacheDir } from "../instance";
import type { Progress } from "../progress";
import { withLock } from "./lock";
import { forcedSource } from "./source";

/** Where an image in the engine comes from. */
export type ImageSource = "present" | "pulled" | "cache" | "made";

/** What the engine holds under a name: nothing, an image made here, or an official one. */
export type HeldImage =
  | { readonly kind: "none" }
  | { readonly kind: "official" }
  | { readonly kind: "made"; readonly key: string };

type Forced = ReturnType<typeof forcedSource>;

const digests: Readonly<Record<string, string>> = versions.imageDigests;
const PROBE = "https://registry-1.docker.io/v2/";
const PROBE_MILLISECONDS = 1_500;

/**
 * Sees to it that the engine holds each image: there already, else pulled where image registries
 * answer, else made here from package registries (and kept as an archive for the next engine).
 * Throws {@link UserError}.
 */
export async function ensureImages(
  names: readonly string[],
  progress: Progress,
): Promise<Readonly<Record<string, ImageSource>>> {
  const forced = forcedSource();
  const sources: Record<string, ImageSource> = {};
  for (const name of names) sources[name] = await ensureImage(name, forced, progress);
  return sources;
}

/** True where the image was made here, so that no other machine could pull it. */
export async function isMadeHere(name: string): Promise<boolean> {
  return (await heldImage(name)).kind === "made";
}

/** Whether a held image will do. One made from an older recipe will not. */
export function isGoodEnough(held: HeldImage, wantedKey: string, forced: Forced): boolean {
  if (held.kind === "none") return false;
  if (held.kind === "official") return forced !== "build";
  return forced !== "download" && held.key === wantedKey;
}

async function ensureImage(name: string, forced: Forced, progress: Progress): Promise<ImageSource> {
  const recipe = recipeFor(name);
  const key = recipe === undefined ? "" : imageKey(recipe, findRecipe);
  if (isGoodEnough(await heldImage(name), key, forced)) return "present";
  if (forced === "download" || (forced === undefined && (await registriesAnswer()))) {
    await pull(name, progress);
    return "pulled";
  }
  if (recipe === undefined) throw notMakeable(name);
  return obtainMade(recipe, key, progress);
}

function notMakeable(name: string): UserError {
  return new UserError(
    `the image ${name} is needed, and no image registry answers`,
    `'docker load' it from elsewhere, or start the Dockerfile from one of the images that can be ` +
      "made here (from-registries/images/catalog.ts)",
  );
}

async function heldImage(name: string): Promise<HeldImage> {
  const format = `{{index .Config.Labels "${KEY_LABEL}"}}`;
  const found = await tryRun("docker", ["image", "inspect", "--format", format, name]);
  if (found === undefined) return { kind: "none" };
  const key = found.stdout.trim();
  return key === "" || key === "<no value>" ? { kind: "official" } : { kind: "made", key };
}

let probe: Promise<boolean> | undefined;

/** Asked once a process: an image registry that answers at all, even with "who are you?". */
function registriesAnswer(): Promise<boolean> {
  probe ??= fetch(PROBE, { signal: AbortSignal.timeout(PROBE_MILLISECONDS) }).then(
    (answer) => answer.status === 200 || answer.status === 401,
    () => false,
  );
  return probe;
}

async function pull(name: string, progress: Progress): Promise<void> {
  const options = { log: progress.log, signal: progress.signal };
  const digest = digests[name];
  const reference = digest === undefined ? name : `${name.replace(/:[^:/]*$/, "")}@${digest}`;
  progress.note(`pulling ${name}`);
  try {
    await run("docker", ["pull", reference], options);
    if (reference !== name) await run("docker", ["tag", reference, name], options);
  } catch (error) {
    throw new UserError(
      `the image ${name} could not be pulled`,
      "check the engine's access to image registries, or set TARE_SOURCE=build to make it here",
      error instanceof Error ? error.message : undefined,
    );
  }
}

async function loadFromCache(name: string, key: string, progress: Progress): Promise<boolean> {
  const archive = archivePath(name, key);
  if (!existsSync(archive)) return false;
  progress.note(`loading ${name} from the cache`);
  const options = { log: progress.log, signal: progress.signal };
  if ((await tryRun("docker", ["load", "-i", archive], options)) !== undefined) return true;
  progress.signal.throwIfAborted();
  await rm(archive, { force: true }); // Damaged: made again.
  return false;
}

/** From the cache or made anew; the second of two that want the same image waits for the first. */
function obtainMade(recipe: ImageRecipe, key: string, progress: Progress): Promise<ImageSource> {
  const { name } = recipe;
  return withLock(archivePath(name, key), `makes ${name}`, progress, async () => {
    // A part of a made image is made too: an official one would change what its key promises.
    if (isGoodEnough(await heldImage(name), key, "build")) return "present";
    if (await loadFromCache(name, key, progress)) return "cache";
    await make(recipe, key, progress);
    return "made";
  });
}

async function make(recipe: ImageRecipe, key: string, progress: Progress): Promise<void> {
  const { bases = [], carries = [] } = recipe.kind === "dockerfile" ? recipe : {};
  for (const inner of [...bases, ...carries].map(findRecipe)) {
    await obtainMade(inner, imageKey(inner, findRecipe), progress);
  }
  await makeImage(recipe, progress);
  if (carries.length > 0) await run("docker", ["rmi", ...carries], { log: progress.log });
  if (recipe.kind === "dockerfile" && recipe.intermediate === true) return;
  await saveToCache(recipe.name, key, progress);
}

async function saveToCache(name: string, key: string, progress: Progress): Promise<void> {
  const archive = archivePath(name, key);
  mkdirSync(join(archive, ".."), { recursive: true });
  const unfinished = `${archive}.unfinished`;
  await run("docker", ["save", "-o", unfinished, name], { log: progress.log });
  for (const old of archivesOf(name)) if (old !== archive) await rm(old, { force: true });
  renameSync(unfinished, archive);
}

/** Archives of this image by any recipe. */
function archivesOf(name: string): readonly string[] {
  const dir = join(cacheDir(), "images");
  const ours = new RegExp(`^${readableName(name).replaceAll(".", "\\.")}-[0-9a-f]{12}\\.tar$`);
  return readdirSync(dir)
    .filter((file) => ours.test(file))
    .map((file) => join(dir, file));
}

/** The key's own part of the name keeps an archive of an older recipe from being loaded. */
function archivePath(name: string, key: string): string {
  const unique = createHash("sha256").update(`${name} ${key}`).digest("hex").slice(0, 12);
  return join(cacheDir(), "images", `${readableName(name)}-${unique}.tar`);
}

function readableName(name: string): string {
  return name.replace(/[^\w.-]+/g, "_");
}
