import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { buildSync } from "esbuild";
import { Driver, type Bag } from "./driver";

export type PluginName = "kubernetes" | "docker" | "random";

const ROOT = join(__dirname, "../../..");
const SOURCES = join(ROOT, "from-registries/plugins");
const BUNDLES = join(ROOT, "node_modules/.cache/tare-conformance");

/** A binary given by PLUGIN=path, when its file name says that it is this plugin. */
function given(name: PluginName): string | undefined {
  const path = process.env["PLUGIN"];
  return path !== undefined && basename(path).includes(`resource-${name}`) ? path : undefined;
}

/** Whether the stand-in is tested; a few things it does better than the official plugin. */
export function isStandIn(name: PluginName): boolean {
  return given(name) === undefined;
}

/** A test of what only the stand-in does, or does better: skipped for other binaries. */
export function standInTest(name: PluginName): typeof test {
  return isStandIn(name) ? test : test.skip;
}

/** Starts the plugin under test: the given binary, or the stand-in bundled from its sources. */
export function startPlugin(name: PluginName, env: Bag = {}): Promise<Driver> {
  const path = given(name);
  return path === undefined
    ? Driver.start(process.execPath, [bundle(name)], env)
    : Driver.start(path, [], env);
}

function bundle(name: PluginName): string {
  const outfile = join(BUNDLES, `${name}.js`);
  if (existsSync(outfile) && statSync(outfile).mtimeMs > newest(SOURCES)) return outfile;
  mkdirSync(BUNDLES, { recursive: true });
  const made = `${outfile}.${process.pid}`;
  buildSync({
    entryPoints: [join(SOURCES, name, "main.ts")],
    outfile: made,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    minify: true, // As the real bundles are.
    logLevel: "error",
  });
  renameSync(made, outfile); // Other test files may be starting it at this moment.
  return outfile;
}

function newest(folder: string): number {
  const times = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs);
  return Math.max(...times);
}
