import { renameSync, writeFileSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { goBinaries } from "../../from-registries/goBuild";
import { type Progress } from "../progress";
import { type Tool } from "./catalogue";
import { bundleStandIn } from "./standIn";

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
  if (tool.binaries.includes("pulumi-language-nodejs")) wrapLanguageHost(folder);
}

/**
 * The last language host that is in the Go registry knows nothing of `runtime.options` in
 * Pulumi.yaml, so its launcher passes what Pulumi.yaml says for newer ones: TypeScript through tsx,
 * without a type check and without a build step.
 */
function wrapLanguageHost(folder: string): void {
  const launcher = join(folder, "pulumi-language-nodejs");
  renameSync(launcher, join(folder, "pulumi-language-nodejs-host"));
  const text = [
    "#!/bin/sh",
    'here=$(dirname "$(readlink -f "$0")")',
    'exec "$here/pulumi-language-nodejs-host" -typescript=false -nodeargs="--require tsx/cjs" "$@"',
    "",
  ].join("\n");
  writeFileSync(launcher, text, { mode: 0o755 });
}
