import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The work tree: where package.json, versions.json and from-registries/ are. */
export const PROJECT_DIR = join(__dirname, "..", "..");

let loaded: Readonly<Record<string, unknown>> | undefined;

/** A pinned version from versions.json, the one place of all of them. */
export function version(name: string): string {
  loaded ??= JSON.parse(readFileSync(join(PROJECT_DIR, "versions.json"), "utf8")) as Record<
    string,
    unknown
  >;
  const value = loaded[name];
  if (typeof value !== "string") throw new Error(`versions.json has no version '${name}'`);
  return value;
}
