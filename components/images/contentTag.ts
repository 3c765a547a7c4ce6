import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { contextFiles, readContent } from "./buildContext";

export interface Build {
  /** Folder that the build sees. */
  readonly context: string;
  readonly dockerfile: string;
  /** Build arguments. @default - none */
  readonly args?: Readonly<Record<string, string>>;
}

/**
 * A tag of 16 hex digits that changes when the image would: with a file that the build can see,
 * the Dockerfile, an argument, or the digest pinned for a base image. Time, commit and the place
 * of the clone are no part of it, so that every clone finds the same tag.
 *
 * @param bases Pinned digest of each base image by the name that Dockerfiles use.
 */
export function contentTag(build: Build, bases: Readonly<Record<string, string>>): string {
  const hash = createHash("sha256");
  const add = (...parts: string[]): void => {
    for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  };

  const dockerfile = readFileSync(build.dockerfile, "utf8");
  add("dockerfile", dockerfile);
  for (const base of baseImages(dockerfile)) add("base", base, bases[base] ?? "");
  for (const [name, value] of Object.entries(build.args ?? {}).sort()) add("arg", name, value);
  for (const file of contextFiles(build.context, build.dockerfile)) {
    add(file.kind, file.path);
    hash.update(`${file.bytes}:`);
    readContent(build.context, file, (piece) => hash.update(piece));
  }
  return hash.digest("hex").slice(0, 16);
}

/** Names after FROM and after `COPY --from=` that are no stage of the Dockerfile itself. */
export function baseImages(dockerfile: string): string[] {
  const stages = new Set(
    [...dockerfile.matchAll(/^FROM\s.*\sAS\s+(\S+)/gim)].map(([, name]) => name),
  );
  const names = [
    ...dockerfile.matchAll(/^FROM\s+(?:--\S+\s+)*(\S+)/gim),
    ...dockerfile.matchAll(/--from=(\S+)/gi),
  ].map(([, name]) => name);
  return [...new Set(names)].filter((name) => !stages.has(name) && !/^\d+$/.test(name)).sort();
}
