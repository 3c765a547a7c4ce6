import { createHash } from "node:crypto";
import { renameSync, writeFileSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { goBinaries, goKey } from "../../from-registries/goBuild";
import { type Progress } from "../progress";
import { type Tool } from "./catalogue";
import { bundleStandIn, standInKey } from "./standIn";

const LANGUAGE_HOST = "pulumi-language-nodejs";

/**
 * Makes a tool from what package registries carry. kubectl comes from the module that the node
 * image takes the other programs from, so those are built once for both.
 */
export async function build(tool: Tool, folder: string, progress: Progress): Promise<void> {
  if (tool.build.kind === "stand-in") {
    progress.note(`bundling the stand-in for ${tool.build.plugin}`);
    await bundleStandIn(tool.build.plugin, folder);
    return;
  }
  for (const { module, binary } of tool.build.modules) {
    const from = await goBinaries(module, progress);
    await copyFile(join(from, binary), join(folder, binary));
  }
  if (tool.binaries.includes(LANGUAGE_HOST)) wrapLanguageHost(folder);
}

/** Changes with whatever {@link build} makes the tool of; a tool of another key is made again. */
export function buildKey(tool: Tool): string {
  if (tool.build.kind === "stand-in") return standInKey(tool.build.plugin);
  const hash = createHash("sha256");
  for (const { module } of tool.build.modules) hash.update(goKey(module));
  if (tool.binaries.includes(LANGUAGE_HOST)) hash.update(launcherText);
  return hash.digest("hex").slice(0, 16);
}

/**
 * The last language host that is in the Go registry knows nothing of `runtime.options` in
 * Pulumi.yaml, so its launcher passes what Pulumi.yaml says to newer ones: TypeScript through tsx,
 * without a type check and without a build step. The SDK is loaded before tsx, which would
 * otherwise look at each of its files.
 */
const launcherText = [
  "#!/bin/sh",
  'here=$(dirname "$(readlink -f "$0")")',
  `exec "$here/${LANGUAGE_HOST}-host" -typescript=false \\`,
  '  -nodeargs="--require @pulumi/pulumi --require tsx/cjs" "$@"',
  "",
].join("\n");

function wrapLanguageHost(folder: string): void {
  const launcher = join(folder, LANGUAGE_HOST);
  renameSync(launcher, `${launcher}-host`);
  writeFileSync(launcher, launcherText, { mode: 0o755 });
}
