import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify, YAMLParseError } from "yaml";
import { UserError } from "../errors";
import { type Instance } from "../instance";
import { PROJECT_DIR } from "../tools/versions";
import { writeWhole } from "../wholeFile";
import { configurationInUse, isLocal, type StackConfiguration } from "./configuration";

/** An environment is a `Pulumi.<name>.yaml` of the work tree and the stack of that name. */
export interface Environment {
  readonly name: string;
  readonly committed: StackConfiguration;
  /** On the cluster that `make up` makes, or on a configured one. */
  readonly local: boolean;
}

/** Reads `Pulumi.<name>.yaml`. Throws {@link UserError} naming the environments there are. */
export function readEnvironment(name: string, project = PROJECT_DIR): Environment {
  const file = join(project, `Pulumi.${name}.yaml`);
  if (!/^[a-z][a-z0-9-]*$/.test(name) || !existsSync(file)) {
    throw new UserError(
      `there is no environment '${name}'`,
      `choose one of ${environmentNames(project).join(", ")}, or write Pulumi.${name}.yaml`,
    );
  }
  const committed = readConfiguration(file) ?? {};
  return { name, committed, local: isLocal(committed) };
}

function environmentNames(project: string): string[] {
  const names = readdirSync(project).map((file) => /^Pulumi\.([a-z0-9-]+)\.yaml$/.exec(file)?.[1]);
  return names.filter((name) => name !== undefined).sort();
}

/** The copy of the stack's configuration that commands of this instance use. */
export function configurationFile(instance: Instance, environment: string): string {
  return join(instance.stateDir, `Pulumi.${environment}.yaml`);
}

/**
 * Brings the copy up to date with the committed file. Beside it lies what it was made of, to tell
 * later what somebody has set in the copy. Pulumi.yaml stands there too, so that the stack can be
 * made from that folder and its salt is written to the copy, not to the work tree.
 */
export function refreshConfiguration(
  instance: Instance,
  environment: Environment,
  stacks?: readonly string[],
): void {
  const file = configurationFile(instance, environment.name);
  const origin = file.replace(/\.yaml$/, ".origin");
  const copy = readConfiguration(file);
  const madeOf = readConfiguration(origin);
  const last = copy && { copy, madeOf: madeOf ?? copy };
  const values = {
    context: `kind-${instance.clusterName}`,
    registry: `localhost:${instance.registryPort}`,
  };
  const inUse = configurationInUse(environment.committed, values, stacks, last);
  const fresh = configurationInUse(environment.committed, values, stacks);
  mkdirSync(instance.stateDir, { recursive: true, mode: 0o700 });
  write(file, inUse);
  write(origin, fresh);
  write(join(instance.stateDir, "Pulumi.yaml"), { name: "tare", runtime: "nodejs" });
}

function readConfiguration(file: string): StackConfiguration | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return (parse(readFileSync(file, "utf8")) ?? {}) as StackConfiguration;
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new UserError(`${file} is not valid YAML`, "correct it", error.message);
  }
}

function write(file: string, value: object): void {
  writeWhole(file, stringify(value), 0o600);
}
