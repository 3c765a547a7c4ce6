import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

/**
 * The SHA-256 of one file from a published list. Understands `<sum>  <file>`, `<sum> *<file>` and
 * a list that is nothing but one sum.
 */
export function findChecksum(list: string, file: string): string | undefined {
  const lines = list
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  for (const line of lines) {
    const [, sum, name] = /^([0-9a-f]{64})\s+\*?(?:.*\/)?([^/]+)$/i.exec(line) ?? [];
    if (sum !== undefined && name === file) return sum.toLowerCase();
  }
  const [only] = lines;
  return lines.length === 1 && /^[0-9a-f]{64}$/i.test(only) ? only.toLowerCase() : undefined;
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
