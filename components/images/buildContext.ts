import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import ignore from "@balena/dockerignore";

export interface ContextFile {
  /** Relative to the context, with `/` as separator. */
  readonly path: string;
  readonly kind: "file" | "executable" | "link";
  /** Of a link: where it points. */
  readonly content: Buffer;
}

/**
 * What the build of one Dockerfile can see: every file of the context that the ignore file lets
 * through, sorted by path. As Docker has it, `<Dockerfile>.dockerignore` goes before the
 * context's own `.dockerignore`.
 */
export function contextFiles(context: string, dockerfile: string): ContextFile[] {
  const rules = readRules(context, dockerfile);
  const ignores = ignore().add(rules).createFilter();
  const paths: string[] = [];
  walk(context, "", rules, (path) => ignores(path) && paths.push(path));
  return paths.sort(byCodePoint).map((path) => readEntry(context, path));
}

function readRules(context: string, dockerfile: string): string[] {
  const own = `${dockerfile}.dockerignore`;
  const file = existsSync(own) ? own : join(context, ".dockerignore");
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split(/\r?\n/);
  return lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}

function walk(
  context: string,
  folder: string,
  rules: readonly string[],
  visit: (path: string) => void,
): void {
  for (const entry of readdirSync(join(context, folder), { withFileTypes: true })) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (!entry.isDirectory()) visit(path);
    else if (mayHoldFiles(path, rules)) walk(context, path, rules, visit);
  }
}

/**
 * Spares the walk through folders such as `target/`: under a list of exceptions ("**", then
 * "!path") only a folder on the way to an exception, or below one, can hold a file.
 */
function mayHoldFiles(folder: string, rules: readonly string[]): boolean {
  if (rules[0] !== "**") return true;
  const exceptions = rules.filter((rule) => rule.startsWith("!")).map(withoutWildcards);
  return exceptions.some((path) => isOnTheWay(folder, path) || isOnTheWay(path, folder));
}

// Of "!frameworks/*/Cargo.toml": "frameworks".
function withoutWildcards(exception: string): string {
  const parts = exception.slice(1).split("/");
  const first = parts.findIndex((part) => /[*?[]/.test(part));
  return parts.slice(0, first < 0 ? parts.length : first).join("/");
}

function isOnTheWay(folder: string, path: string): boolean {
  return folder === "" || `${path}/`.startsWith(`${folder}/`);
}

function readEntry(context: string, path: string): ContextFile {
  const place = join(context, path);
  const stat = lstatSync(place);
  if (stat.isSymbolicLink())
    return { path, kind: "link", content: Buffer.from(readlinkSync(place)) };
  const kind = stat.mode & 0o100 ? "executable" : "file";
  return { path, kind, content: readFileSync(place) };
}

/** `localeCompare` would order differently on machines with another language. */
function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
