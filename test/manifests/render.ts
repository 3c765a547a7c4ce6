import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { keptJobs } from "../support/keptJobs";
import type { Recorded } from "../support/recorder";

/** An object as the API server is given it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec?: unknown;
}

/** How Pulumi marks a value as a secret on its way to the engine. */
const MARK = "4dabf18193072939515e22adb298388d";

/**
 * Every Kubernetes object among the resources, as the plugin sends it to the API server, and every Job
 * that `./tare bench` makes on demand.
 */
export function manifestsOf(resources: readonly Recorded[]): Manifest[] {
  return [...resources, ...keptJobs(resources)]
    .filter(({ type }) => type.startsWith("kubernetes:"))
    .map(({ inputs }) => opened(inputs) as Manifest);
}

/** Writes each as a file of its own into a new folder, and gives that folder's path. */
export function writeManifests(manifests: readonly Manifest[]): string {
  const folder = mkdtempSync(join(tmpdir(), "tare-manifests-"));
  for (const manifest of manifests) {
    writeFileSync(join(folder, `${called(manifest)}.yaml`), textOf(manifest));
  }
  return folder;
}

export function textOf(manifest: Manifest): string {
  return stringify(manifest, { aliasDuplicateObjects: false, lineWidth: 0 });
}

/** `Deployment.shop.api`: kind, namespace and name. */
export function called({ kind, metadata }: Manifest): string {
  return [kind, metadata.namespace, metadata.name].filter((part) => part !== undefined).join(".");
}

/** Without the marks of secrets, which no manifest has. */
function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== "object" || value === null) return value;
  if (MARK in value) return opened((value as { value?: unknown }).value);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, opened(one)]));
}
