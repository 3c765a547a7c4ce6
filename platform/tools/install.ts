import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { UserError } from "../errors";
import { run } from "../exec";
import { cacheDir } from "../instance";
import { type Progress } from "../progress";
import { type Release, releaseOf, type Tool } from "./catalogue";
import { findChecksum } from "./checksum";
import { downloadText, downloadVerified, type DownloadOptions } from "./download";
import { type Kept, writeKept } from "./kept";
import { mirrored } from "./mirror";
import { currentTarget } from "./target";

/**
 * Fills a folder beside `folder` and puts it in place in one step, with its record: nobody ever
 * sees a half-made one. The name of the first one is of a form that the Pulumi engine ignores.
 */
export async function installInto(
  folder: string,
  kept: Omit<Kept, "files">,
  binaries: readonly string[],
  fill: (folder: string) => Promise<void>,
): Promise<void> {
  removeLeftovers(folder);
  const unfinished = `${folder}.tmp${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    await fill(unfinished);
    for (const binary of binaries) {
      if (!existsSync(join(unfinished, binary))) {
        throw new UserError(
          `'${binary}' is missing from what should hold it`,
          "set TARE_SOURCE to the other of 'download' and 'build', and report this",
        );
      }
      chmodSync(join(unfinished, binary), 0o755);
    }
    writeKept(unfinished, kept, [...binaries]);
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Downloads the official release of a tool, checks it, and only then unpacks it. */
export async function download(
  tool: Tool,
  folder: string,
  progress: Progress,
  options: DownloadOptions = {},
): Promise<void> {
  const release = releaseOf(tool, currentTarget());
  const checksums = mirrored(release.checksums);
  const list = await downloadText(checksums, { signal: progress.signal, ...options });
  const sum = findChecksum(list, release.file);
  if (sum === undefined) {
    throw new UserError(
      `${checksums} names no SHA-256 for ${release.file}, so nothing was downloaded`,
      "report this, or set TARE_SOURCE=build",
    );
  }
  const file = join(
    cacheDir(),
    "downloads",
    `${tool.name}-${tool.version}-${basename(release.url)}`,
  );
  await downloadVerified(mirrored(release.url), sum, file, {
    signal: progress.signal,
    onProgress: (done, total) => progress.note(`${tool.name} ${amount(done, total)}`),
    ...options,
  });
  await unpack(file, folder, tool, release.packing);
  rmSync(file, { force: true });
}

async function unpack(
  file: string,
  folder: string,
  tool: Tool,
  packing: Release["packing"],
): Promise<void> {
  if (packing === "binary") {
    renameAcross(file, join(folder, tool.binaries[0]));
    return;
  }
  const { strip } = packing;
  await run("tar", ["-xzf", file, "-C", folder, `--strip-components=${strip}`, "--no-same-owner"]);
}

function renameAcross(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    const crossed = error instanceof Error && "code" in error && error.code === "EXDEV";
    if (!crossed) throw error;
    copyFileSync(from, to);
  }
}

function removeLeftovers(folder: string): void {
  const parent = dirname(folder);
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) {
    const [, pid] = /\.tmp(\d+)$/.exec(name) ?? [];
    if (!name.startsWith(`${basename(folder)}.tmp`) || pid === undefined) continue;
    if (!isAlive(Number(pid))) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function amount(done: number, total: number | undefined): string {
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
  return total === undefined
    ? `${megabytes(done)} MB`
    : `${megabytes(done)} of ${megabytes(total)} MB`;
}
