import { delimiter, join } from "node:path";
import { cacheDir, dataDir } from "../instance";
import { type Tool } from "./catalogue";
import { type Source } from "./source";

/** PULUMI_HOME of the project: the user's ~/.pulumi is not touched. */
export function pulumiHome(): string {
  return join(dataDir(), "pulumi");
}

/** The folder that ends up on PATH. */
export function binDir(): string {
  return join(dataDir(), "bin");
}

/** A PATH on which the project's tools come first, once. */
export function pathWithTools(path: string = process.env.PATH ?? ""): string {
  const others = path.split(delimiter).filter((entry) => entry !== binDir());
  return [binDir(), ...others].join(delimiter);
}

/** KUBECACHEDIR of every kubectl: what it learns of a cluster would go to ~/.kube/cache. */
export function kubectlCacheDir(): string {
  return join(cacheDir(), "kubectl");
}

/**
 * Where a tool's programs are kept. A plugin lives where the engine looks for it; a stand-in under
 * a version of its own, which the engine accepts because build metadata does not count in semver.
 */
export function toolFolder(tool: Tool, source: Source): string {
  if (tool.build.kind === "go") return join(dataDir(), "tools", tool.name, tool.version);
  const version = source === "build" ? standInVersion(tool.version) : tool.version;
  return join(pulumiHome(), "plugins", `resource-${tool.build.plugin}-v${version}`);
}

/** The mark by which a stand-in is never taken for the official plugin. */
export function standInVersion(version: string): string {
  return `${version}+tare`;
}
