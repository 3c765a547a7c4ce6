import { join } from "node:path";
import { UserError } from "../platform/errors";
import { type Instance, instanceFromEnv } from "../platform/instance";
import { type Progress } from "../platform/progress";
import { type Environment, readEnvironment } from "../platform/stack/files";
import { type PulumiOptions } from "../platform/stack/pulumi";
import { forgetLocal, toolEnv } from "../platform/toolEnv";
import { kubectlCacheDir, pathWithTools } from "../platform/tools/folders";
import { type Interrupt, onInterrupt } from "./interrupt";

/** The options that every verb takes. */
export interface GlobalOptions {
  readonly env: string;
  /** Names of case studies, separated by commas. @default - as the environment's file says */
  readonly stacks?: string;
}

/** What a verb works with. */
export interface Context extends Interrupt {
  readonly instance: Instance;
  readonly environment: Environment;
  readonly stacks: readonly string[] | undefined;
  /** Variables that the shell had of a local environment, where this one is none. */
  readonly forgotten: readonly string[];
  /** Logs of this instance. */
  readonly logs: string;
  /** Prints one line of the verb's answer. */
  readonly print: (line: string) => void;
}

/**
 * Reads what the user has chosen. From here on every child finds the project's tools first, none of
 * them writes to ~/.kube, and one for another cluster knows nothing of the local one. Throws
 * {@link UserError}.
 */
export function openContext(options: GlobalOptions): Context {
  const instance = instanceFromEnv();
  const environment = readEnvironment(options.env);
  if (options.stacks !== undefined && !environment.local) {
    throw new UserError(
      `'--stacks' (${options.stacks}) narrows the local environment, and '${environment.name}' is none`,
      `name them under tare:stacks in Pulumi.${environment.name}.yaml`,
    );
  }
  process.env.PATH = pathWithTools();
  process.env.KUBECACHEDIR = kubectlCacheDir();
  return {
    instance,
    environment,
    forgotten: environment.local ? [] : forgetLocal(instance),
    stacks: options.stacks?.split(",").map((name) => name.trim()),
    logs: join(instance.stateDir, "logs"),
    print: (line) => void process.stdout.write(`${line}\n`),
    ...onInterrupt((text) => void process.stderr.write(`${text}\n`)),
  };
}

/** Options for the Pulumi CLI in a step. */
export function pulumiOptions(
  { instance, environment, force }: Context,
  progress: Progress,
): PulumiOptions {
  const { signal, log, note } = progress;
  return { env: toolEnv(instance, environment), signal, force, log, onLine: note };
}

/** A progress for work that is no step of a list: it tells nothing until it fails. */
export function quietProgress(context: Context, name: string): Progress {
  const log = join(context.logs, `${name}.log`);
  return { note: () => undefined, signal: context.signal, log };
}
