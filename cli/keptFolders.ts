import { existsSync, lstatSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import lockfile from "proper-lockfile";
import { cacheDir, dataDir, type Instance } from "../platform/instance";
import { LOCK } from "../platform/tools/lock";

/** What stays on the machine after `make down`, one line a folder with its size. */
export function sizesText({ stateDir }: Instance): string[] {
  const folders = [
    [dataDir(), "tools and plugins, removed by 'make clean'"],
    [cacheDir(), "downloads and made images, removed by 'make clean'"],
    [stateDir, "kubeconfig, state, logs, removed by 'make down'"],
  ] as const;
  return folders
    .filter(([path]) => existsSync(path))
    .map(([path, what]) => `${path}  ${sizeText(bytesBelow(path))}: ${what}`);
}

/** Instances that have, or had when they were last used, a cluster on this machine. */
export function instancesThere(instance: Instance): string[] {
  return stateFolders(instance)
    .filter((folder) =>
      ["cluster.json", "kubeconfig"].some((file) => existsSync(join(folder, file))),
    )
    .map((folder) => basename(folder));
}

/** Other instances that a command is at work on: they may use tools before they have a cluster. */
export function othersAtWork(instance: Instance): string[] {
  return stateFolders(instance)
    .filter((folder) => folder !== instance.stateDir && lockfile.checkSync(folder, LOCK))
    .map((folder) => basename(folder));
}

function stateFolders({ stateDir }: Instance): string[] {
  const home = dirname(stateDir);
  if (!existsSync(home)) return [];
  const entries = readdirSync(home, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(home, name));
}

export function sizeText(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return `${Math.ceil(bytes / 1e6)} MB`;
}

function bytesBelow(path: string): number {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesBelow(join(path, name)), 0);
}
