import {
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
} from "node:fs";
import { join } from "node:path";
import ignore from "@balena/dockerignore";
import * as pulumi from "@pulumi/pulumi";

export interface ContextFile {
  /** Relative to the context, with `/` as separator. */
  readonly path: string;
  readonly kind: "file" | "executable" | "link";
  readonly bytes: number;
}

/** Bytes of a file that are read at a time, at most. */
const PIECE = 65_536;

/** What every preview reads and every build sends: more is a folder of data, or of what was built. */
const MOST_BYTES = 500_000_000;

/**
 * What the build of one Dockerfile can see: every file of the context that the ignore file lets
 * through, sorted by path. As Docker has it, `<Dockerfile>.dockerignore` goes before the
 * context's own `.dockerignore`. No file is read; throws where they are too much together.
 */
export function contextFiles(context: string, dockerfile: string): ContextFile[] {
  const rules = readRules(context, dockerfile);
  const ignores = ignore().add(rules).createFilter();
  const paths: string[] = [];
  walk(context, "", rules, (path) => ignores(path) && paths.push(path));
  const files = paths.sort(byCodePoint).map((path) => entryOf(context, path));
  refuseTooMuch(context, dockerfile, files);
  return files;
}

/** Gives the content of a file in pieces, so that none has to fit into memory; of a link, its target. */
export function readContent(
  context: string,
  { path, kind, bytes }: ContextFile,
  take: (piece: Buffer) => void,
): void {
  const place = join(context, path);
  if (kind === "link") return take(Buffer.from(readlinkSync(place)));
  const piece = Buffer.allocUnsafe(Math.max(1, Math.min(PIECE, bytes)));
  const file = openSync(place, "r");
  try {
    let size = readSync(file, piece);
    while (size > 0) {
      take(piece.subarray(0, size));
      size = readSync(file, piece);
    }
  } finally {
    closeSync(file);
  }
}

function refuseTooMuch(context: string, dockerfile: string, files: readonly ContextFile[]): void {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total <= MOST_BYTES) return;
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;
  throw new pulumi.RunError(
    `the build context '${context}' (${megabytes(total)}) must be at most ${megabytes(MOST_BYTES)}, ` +
      `since each preview reads it: name what the image does not need in '${ignoreFile(context, dockerfile)}'`,
  );
}

function readRules(context: string, dockerfile: string): string[] {
  const file = ignoreFile(context, dockerfile);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split(/\r?\n/);
  return lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}

function ignoreFile(context: string, dockerfile: string): string {
  const own = `${dockerfile}.dockerignore`;
  return existsSync(own) ? own : join(context, ".dockerignore");
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

function entryOf(context: string, path: string): ContextFile {
  const stat = lstatSync(join(context, path));
  if (stat.isSymbolicLink()) return { path, kind: "link", bytes: stat.size };
  return { path, kind: stat.mode & 0o100 ? "executable" : "file", bytes: stat.size };
}

/** `localeCompare` would order differently on machines with another language. */
function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
