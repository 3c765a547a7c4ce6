import { existsSync, lstatSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheDir, dataDir, type Instance } from "../platform/instance";

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
export function instancesThere({ stateDir }: Instance): string[] {
  const home = dirname(stateDir);
  if (!existsSync(home)) return [];
  const isInstance = (name: string): boolean =>
    ["cluster.json", "kubeconfig"].some((file) => existsSync(join(home, name, file)));
  return readdirSync(home).filter(isInstance);
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
