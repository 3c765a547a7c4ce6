import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Source } from "./source";

/**
 * What a finished tool folder says of itself. It is written last, so a folder without it, or whose
 * programs have another size or time, is a half-made one and counts as nothing.
 */
export interface Kept {
  readonly version: string;
  readonly source: Source;
  /** Of what was built here: a hash of its recipe. */
  readonly key?: string;
  readonly files: readonly KeptFile[];
}

interface KeptFile {
  /** Relative to the folder, or absolute for a program found on PATH. */
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
}

const RECORD = "tare.json";

export function writeKept(folder: string, kept: Omit<Kept, "files">, paths: string[]): void {
  const files = paths.map((path) => {
    const { size, mtimeMs } = statSync(resolve(folder, path));
    return { path, size, mtimeMs };
  });
  writeFileSync(join(folder, RECORD), JSON.stringify({ ...kept, files }, undefined, 2));
}

/** The record of a folder whose programs are as they were left; otherwise `undefined`. */
export function readKept(folder: string): Kept | undefined {
  let kept: Kept;
  try {
    kept = JSON.parse(readFileSync(join(folder, RECORD), "utf8")) as Kept;
  } catch {
    return undefined;
  }
  const whole = kept.files.every(({ path, size, mtimeMs }) => {
    const found = statSync(resolve(folder, path), { throwIfNoEntry: false });
    return found?.isFile() === true && found.size === size && found.mtimeMs === mtimeMs;
  });
  return whole && kept.files.length > 0 ? kept : undefined;
}
