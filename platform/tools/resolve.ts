import { mkdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { type Progress } from "../progress";
import { build, buildKey } from "./build";
import { type Tool, type ToolName, TOOLS, toolNamed } from "./catalogue";
import { binDir, standInVersion, toolFolder } from "./folders";
import { download, installInto } from "./install";
import { type Kept, readKept, writeKept } from "./kept";
import { withToolsLock } from "./lock";
import { findPresent } from "./present";
import {
  forcedSource,
  releasesReachable,
  releasesReachableNowOrLately,
  type Source,
} from "./source";
import { currentTarget } from "./target";

/** A tool ready for use. */
export interface Resolved {
  /** The program that names the tool. */
  readonly path: string;
  /** With `+tare` behind it for a stand-in plugin. */
  readonly version: string;
  readonly source: Source;
}

/**
 * Makes every named tool ready, each by the first way that works: there already in the pinned
 * version, downloaded with its published checksum, built from package registries. Asks the network
 * once, and only if something is missing. Throws `UserError`.
 */
export async function resolveTools<N extends ToolName>(
  names: readonly N[],
  progress: Progress,
): Promise<Record<N, Resolved>> {
  const found = await keptTools(names);
  const missing = names.filter((name) => found[name] === undefined);
  if (missing.length > 0) {
    await withToolsLock(progress, async () => {
      for (const name of missing) found[name] = await obtain(toolNamed(name), progress);
    });
  }
  return found as Record<N, Resolved>;
}

/** The tools among the named ones that need no work; those that do are left out. */
export async function keptTools<N extends ToolName>(
  names: readonly N[],
): Promise<Partial<Record<N, Resolved>>> {
  const found: Partial<Record<N, Resolved>> = {};
  for (const name of names) {
    const kept = await keptTool(toolNamed(name));
    if (kept !== undefined) found[name] = kept;
  }
  return found;
}

/**
 * The plugins that the engine will find as things stand, official or stand-in, whether or not they
 * are the newest: what a report must name.
 */
export function pluginsInUse(): readonly (Resolved & { readonly plugin: string })[] {
  return TOOLS.flatMap((tool) => {
    if (tool.build.kind === "go") return [];
    const { plugin } = tool.build;
    for (const source of ["download", "build"] as const) {
      const folder = toolFolder(tool, source);
      const kept = readKept(folder);
      if (kept !== undefined) return [{ plugin, ...use(tool, folder, kept) }];
    }
    return [];
  });
}

/** Whether the engine finds every plugin that the program needs, and no stand-in among them. */
export function pluginsAreOfficial(): boolean {
  const needed = TOOLS.filter(({ build: { kind } }) => kind !== "go").length;
  const official = pluginsInUse().filter(({ source }) => source !== "build");
  return official.length === needed;
}

/** By which way a missing tool will come. */
export async function plannedSource(): Promise<"download" | "build"> {
  return forcedSource() ?? ((await releasesReachable()) ? "download" : "build");
}

async function keptTool(tool: Tool): Promise<Resolved | undefined> {
  const forced = forcedSource();
  const sources: readonly Source[] = forced === undefined ? ["download", "build"] : [forced];
  for (const source of sources) {
    const folder = toolFolder(tool, source);
    const kept = readKept(folder);
    if (kept === undefined || (forced !== undefined && kept.source !== forced)) continue;
    if (kept.source === "build" && !(await buildStillFits(tool, kept))) continue;
    return use(tool, folder, kept);
  }
  return undefined;
}

/**
 * What was built serves while its recipe is the same; a stand-in, moreover, only while the official
 * plugin is out of reach.
 */
async function buildStillFits(tool: Tool, kept: Kept): Promise<boolean> {
  if (kept.key !== buildKey(tool)) return false;
  if (tool.build.kind === "go" || forcedSource() === "build") return true;
  return !(await releasesReachableNowOrLately());
}

async function obtain(tool: Tool, progress: Progress): Promise<Resolved> {
  const again = await keptTool(tool); // Somebody else may have brought it while we waited.
  if (again !== undefined) return again;
  const present = forcedSource() === undefined ? await findPresent(tool) : undefined;
  if (present !== undefined) return adopt(tool, present);

  const released = tool.release(currentTarget()) !== undefined;
  const source = released ? await plannedSource() : "build";
  const folder = toolFolder(tool, source);
  const key = source === "build" ? { key: buildKey(tool) } : {};
  const kept = { version: tool.version, source, ...key };
  progress.note(`${tool.name} ${tool.version}: ${source}`);
  const fill = source === "download" ? download : build;
  await installInto(folder, kept, tool.binaries, (unfinished) => fill(tool, unfinished, progress));
  dropRival(tool, source);
  return use(tool, folder, { ...kept, files: tool.binaries.map(toFile) });
}

/** Remembers programs of the user's own, so that the next run need not start them to ask. */
function adopt(tool: Tool, paths: string[]): Resolved {
  const folder = toolFolder(tool, "present");
  mkdirSync(folder, { recursive: true });
  writeKept(folder, { version: tool.version, source: "present" }, paths);
  const files = paths.map(toFile);
  return use(tool, folder, { version: tool.version, source: "present", files });
}

/** Official plugin and stand-in never lie side by side: to the engine they are one version. */
function dropRival(tool: Tool, source: Source): void {
  if (tool.build.kind !== "stand-in") return;
  const rival = toolFolder(tool, source === "build" ? "download" : "build");
  rmSync(rival, { recursive: true, force: true });
}

function use(tool: Tool, folder: string, kept: Kept): Resolved {
  const paths = kept.files.map(({ path }) => join(path.startsWith("/") ? "" : folder, path));
  if (tool.build.kind === "go") paths.forEach(link);
  const version = isStandIn(tool, kept.source) ? standInVersion(kept.version) : kept.version;
  return { path: paths[0] ?? folder, version, source: kept.source };
}

/** Points `bin/<program>` at a program, in one step so that a running command never misses it. */
function link(path: string): void {
  const place = join(binDir(), basename(path));
  try {
    if (readlinkSync(place) === path) return;
  } catch {
    mkdirSync(binDir(), { recursive: true });
  }
  const fresh = `${place}.${process.pid}`;
  rmSync(fresh, { force: true });
  symlinkSync(path, fresh);
  renameSync(fresh, place);
}

function isStandIn(tool: Tool, source: Source): boolean {
  return tool.build.kind === "stand-in" && source === "build";
}

function toFile(path: string): Kept["files"][number] {
  return { path, size: 0, mtimeMs: 0 };
}
