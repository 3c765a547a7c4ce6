import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UserError } from "../platform/errors";
import { CommandError, run, tryRun } from "../platform/exec";
import { cacheDir } from "../platform/instance";
import type { Progress } from "../platform/progress";
import { withLock } from "../platform/tools/lock";
import { type GoModule, goModules } from "./goModules";

const MODULES = join(__dirname, "go");

/**
 * Builds every `tool` of from-registries/go/<module>/go.mod into `outDir`, which appears only when
 * all of them are there. Go's caches for this are the project's own, see {@link dropGoCaches}.
 * Throws {@link UserError} where Go is missing or the module does not build.
 */
export async function buildGo(module: string, outDir: string, progress: Progress): Promise<void> {
  await inTurn(progress, () => build(module, outDir, progress));
}

/**
 * The folder with the programs of a module, built where it is not there yet; several images and
 * tools are made of the same ones.
 */
export async function goBinaries(module: string, progress: Progress): Promise<string> {
  const dir = join(goCache(), "bin", `${module}-${goKey(module)}`);
  if (existsSync(dir)) return dir;
  await inTurn(progress, async () => {
    if (!existsSync(dir)) await build(module, dir, progress);
  });
  return dir;
}

/** Changes with everything that decides what {@link buildGo} makes of a module. */
export function goKey(module: string): string {
  const hash = createHash("sha256").update(JSON.stringify(goModule(module)));
  const dir = join(MODULES, module);
  const files = readdirSync(dir).filter((file) => !file.endsWith("_test.go"));
  for (const file of files.sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(join(dir, file)));
  }
  return hash.digest("hex").slice(0, 12);
}

/**
 * Removes Go's module and build caches, many gigabytes, once nobody builds with them. The programs
 * built with their help stay.
 */
export async function dropGoCaches(progress: Progress): Promise<void> {
  await inTurn(progress, async () => {
    for (const cache of [join(goCache(), "mod"), join(goCache(), "build")]) {
      makeWritable(cache);
      await rm(cache, { recursive: true, force: true });
    }
  });
}

/** One build after the other: each takes all cores, and two may want the same module. */
function inTurn(progress: Progress, work: () => Promise<void>): Promise<void> {
  return withLock(join(cacheDir(), "go-builds"), "builds with Go", progress, work);
}

async function build(module: string, outDir: string, progress: Progress): Promise<void> {
  const how = goModule(module);
  await requireGo();
  const unfinished = `${outDir}.unfinished`; // What a killed build left is built over.
  mkdirSync(unfinished, { recursive: true });
  try {
    progress.note(`building ${module} with Go, about ${how.seconds} s the first time`);
    await compile(module, how, unfinished, progress);
    for (const [from, to] of Object.entries(how.renames ?? {})) {
      renameSync(join(unfinished, from), join(unfinished, to));
    }
    await rm(outDir, { recursive: true, force: true });
    mkdirSync(dirname(outDir), { recursive: true });
    renameSync(unfinished, outDir);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

function goModule(module: string): GoModule {
  const found = goModules[module];
  if (found === undefined) throw new Error(`from-registries/go has no module '${module}'`);
  return found;
}

function goCache(): string {
  return join(cacheDir(), "go");
}

async function requireGo(): Promise<void> {
  if ((await tryRun("go", ["version"])) !== undefined) return;
  throw new UserError(
    "a tool has to be built from the Go module proxy, but no Go toolchain was found",
    "install Go 1.26 or newer (https://go.dev/doc/install) and put it on PATH",
  );
}

async function compile(module: string, how: GoModule, outDir: string, progress: Progress) {
  const variables = Object.entries(how.linkerVariables ?? {}).map(
    ([name, value]) => `-X ${name}=${value}`,
  );
  const args = ["build", "-trimpath", "-mod=readonly", "-buildvcs=false"];
  args.push("-ldflags", ["-s -w", ...variables].join(" "), "-o", `${outDir}/`, "tool");
  try {
    await run("go", args, {
      cwd: join(MODULES, module),
      env: {
        CGO_ENABLED: "0",
        GOMODCACHE: join(goCache(), "mod"),
        GOCACHE: join(goCache(), "build"),
        GOFLAGS: undefined,
        GOWORK: "off",
      },
      log: progress.log,
      signal: progress.signal,
    });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new UserError(
      `'${module}' could not be built with Go`,
      `read ${progress.log}; a download that failed goes on where it stopped when you try again`,
      error.message,
    );
  }
}

/** Go keeps its module cache read-only, which stops anyone but root from removing it. */
function makeWritable(dir: string): void {
  if (!existsSync(dir)) return;
  chmodSync(dir, 0o755);
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    if (entry.isDirectory()) makeWritable(join(dir, entry.name));
  }
}
