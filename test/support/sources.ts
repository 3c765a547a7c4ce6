import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

export interface Import {
  /** Path of the imported file without extension, or the name of a package. */
  readonly from: string;
  /** `import type`: gone when the program runs. */
  readonly typeOnly: boolean;
}

export interface Source {
  /** From the root of the project, without extension: `components/config/cpu`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

/** Folders whose arrows are held; tests may import anything. */
const FOLDERS = [
  "components",
  "stacks",
  "report",
  "cli",
  "platform",
  "from-registries",
  "policy",
  "services/shop/src",
];

/** Every TypeScript file of the project except its tests. */
export function readSources(): Source[] {
  const folders = FOLDERS.filter((folder) => existsSync(folder));
  return ["index.ts", ...folders.flatMap(typeScriptIn)].map(readSource);
}

/** The tests and what stands behind them. */
export function readTests(): Source[] {
  return typeScriptIn("test").map(readSource);
}

function typeScriptIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file));
}

function readSource(file: string): Source {
  const text = readFileSync(file, "utf8");
  const pattern = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?["']([^"']+)["']/gm;
  const imports = [...text.matchAll(pattern)].map(([, type, from]) => ({
    from: from.startsWith(".") ? resolved(file, from) : from,
    typeOnly: type !== undefined,
  }));
  return { path: file.replace(/\.ts$/, ""), text, imports };
}

function resolved(file: string, from: string): string {
  return normalize(join(dirname(file), from));
}

/** The first circle of imports, as the files along it; types alone make none. */
export function findCycle(sources: readonly Source[]): string[] | undefined {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    const source = byPath.get(path) ?? byPath.get(`${path}/index`);
    if (source === undefined || done.has(path)) return undefined;
    for (const { from, typeOnly } of source.imports) {
      const cycle = typeOnly ? undefined : visit(from, [...trail, path]);
      if (cycle) return cycle;
    }
    done.add(path);
    return undefined;
  };
  for (const { path } of sources) {
    const cycle = visit(path, []);
    if (cycle) return cycle;
  }
  return undefined;
}
