import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { PROJECT_DIR, version } from "./versions";

/** The image of the cluster's node. */
export function nodeImage(): string {
  return `kindest/node:v${version("kubernetes")}`;
}

/** Every image that a Dockerfile of services/ begins with. */
export function baseImages(project = PROJECT_DIR): string[] {
  const services = join(project, "services");
  const files = readdirSync(services, { recursive: true, encoding: "utf8" });
  const dockerfiles = files.filter((file) => basename(file) === "Dockerfile");
  const names = dockerfiles.flatMap((file) => basesOf(readFileSync(join(services, file), "utf8")));
  return [...new Set(names)].sort();
}

/** What the stages of a Dockerfile start from, without `scratch` and its own earlier stages. */
export function basesOf(dockerfile: string): string[] {
  const stages = new Set(["scratch"]);
  const bases: string[] = [];
  for (const line of dockerfile.split("\n")) {
    const [, base, stage] = /^FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(line) ?? [];
    if (base !== undefined && !stages.has(base)) bases.push(base);
    if (stage !== undefined) stages.add(stage);
  }
  return bases;
}
