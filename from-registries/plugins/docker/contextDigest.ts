import { createHash } from "node:crypto";
import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  type Stats,
} from "node:fs";
import { join, normalize } from "node:path/posix";
import dockerignore from "@balena/dockerignore";

/**
 * The fingerprint of what a build reads: the Dockerfile, and every file of the context that the
 * ignore file lets through, by name, mode and content; the recipe of the official plugin.
 */
export function contextDigest(context: string, dockerfile: string): string {
  if (!existsSync(dockerfile)) {
    throw new Error(`there is no Dockerfile at ${dockerfile}, seen from ${process.cwd()}`);
  }
  const digest = createHash("sha256");
  const add = (name: string, mode: string, content: Buffer | string): void => {
    digest.update(name).update(mode);
    digest.update(createHash("sha256").update(content).digest()).update("\0");
  };
  add("Dockerfile", "----------", readFileSync(dockerfile));
  for (const file of filesOf(context, ignoreRules(context, dockerfile))) {
    const path = join(context, file);
    const stats = lstatSync(path);
    add(file, goMode(stats), stats.isSymbolicLink() ? linkTarget(path) : contentOf(path, stats));
  }
  return digest.digest("hex");
}

interface Rules {
  ignores(path: string): boolean;
  /** What may be let through again inside an ignored folder, up to the first wildcard. */
  readonly exceptions: readonly string[];
}

/** A Dockerfile's own ignore file wins over the one of the context. */
function ignoreRules(context: string, dockerfile: string): Rules {
  const own = `${dockerfile}.dockerignore`;
  const path = existsSync(own) ? own : join(context, ".dockerignore");
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  const rules = dockerignore().add(text);
  return {
    ignores: (file) => rules.ignores(file),
    exceptions: [...text.matchAll(/^\s*!(.*)$/gm)].map(([, rule = ""]) => literalPart(rule.trim())),
  };
}

// Of "./frameworks/*/Cargo.toml": "frameworks".
function literalPart(pattern: string): string {
  const parts = normalize(pattern)
    .replace(/^\/|\/$/g, "")
    .split("/");
  const first = parts.findIndex((part) => /[*?[\\]/.test(part));
  return parts.slice(0, first < 0 ? parts.length : first).join("/");
}

/** Spares the walk through folders such as `target/`, which hold thousands of files. */
function mayHoldFiles(folder: string, rules: Rules): boolean {
  const lies = (path: string, within: string): boolean =>
    within === "" || `${path}/`.startsWith(`${within}/`);
  return (
    !rules.ignores(folder) ||
    rules.exceptions.some((exception) => lies(exception, folder) || lies(folder, exception))
  );
}

/** Files in the order of Go's filepath.Walk: by name within each folder. */
function* filesOf(context: string, rules: Rules, folder = ""): Generator<string> {
  const entries = readdirSync(join(context, folder), { withFileTypes: true });
  entries.sort((one, other) => Buffer.compare(Buffer.from(one.name), Buffer.from(other.name)));
  for (const entry of entries) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (mayHoldFiles(path, rules)) yield* filesOf(context, rules, path);
    } else if (!rules.ignores(path)) {
      yield path;
    }
  }
}

function contentOf(path: string, stats: Stats): Buffer | string {
  return stats.isFile() ? readFileSync(path) : ""; // Sockets and pipes have none.
}

function linkTarget(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return ""; // A link to nowhere is no reason to stop: the build may never read it.
  }
}

/** A file's mode as Go prints it: `-rw-r--r--`, with letters in front for what is no plain file. */
export function goMode(stats: Pick<Stats, "mode">): string {
  const { mode } = stats;
  const kind = mode & 0o170000;
  const letters = [
    kind === 0o040000 ? "d" : "",
    kind === 0o120000 ? "L" : "",
    kind === 0o010000 ? "p" : "",
    kind === 0o140000 ? "S" : "",
    (mode & 0o4000) !== 0 ? "u" : "",
    (mode & 0o2000) !== 0 ? "g" : "",
    (mode & 0o1000) !== 0 ? "t" : "",
  ].join("");
  const bits = [..."rwxrwxrwx"].map((letter, place) => ((mode >> (8 - place)) & 1 ? letter : "-"));
  return (letters || "-") + bits.join("");
}
