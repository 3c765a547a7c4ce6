import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

export interface Surroundings {
  readonly containers: string[];
  readonly kube: string | undefined;
  readonly pulumi: string | undefined;
  readonly instances: string[];
}

/** What belongs to the user and to other instances: the tests must leave it as it was. */
export function surroundings(instance: string): Surroundings {
  const modified = (path: string): string | undefined =>
    existsSync(path) ? statSync(path).mtime.toISOString() : undefined;
  const state = join(stateHome(), "tare");
  return {
    containers: docker("ps", "-a", "--format", "{{.Names}} {{.ID}} {{.State}}")
      .split("\n")
      .filter((line) => /^\S+-(control-plane|registry) /.test(line))
      .filter((line) => !line.startsWith(`${instance}-`))
      .sort(),
    kube: modified(join(homedir(), ".kube", "config")),
    pulumi: modified(join(homedir(), ".pulumi")),
    instances: others(state).filter((name) => name !== instance),
  };
}

function others(state: string): string[] {
  const names = existsSync(state) ? readdirSync(state) : [];
  return names.filter((name) => existsSync(join(state, name, "cluster.json")));
}

export function stateHome(): string {
  return process.env.XDG_STATE_HOME ?? join(homedir(), ".local", "state");
}

export function docker(...args: string[]): string {
  try {
    return execFileSync("docker", args, { encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return ""; // No engine yet: nothing stands there.
  }
}
