import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, sep } from "node:path";
import { UserError } from "./errors";
import { dataDir, type Instance } from "./instance";
import { recordedCluster } from "./stack/clusterRecord";
import { configurationFile, type Environment } from "./stack/files";
import { passphraseFile } from "./stack/passphrase";
import { kubectlCacheDir, pathWithTools, pulumiHome } from "./tools/folders";

/** Where the local environments of one cluster keep their state. */
export function backendDir(instance: Instance, uid: string): string {
  return join(instance.stateDir, "backend", uid);
}

/**
 * The environment of every child and of `./tare env`, as differences to the caller's own. A local
 * environment has backend, passphrase and kubeconfig of its own; any other one keeps the user's
 * backend and login, and only takes the tools from here. Throws {@link UserError} where a local
 * environment has no cluster yet.
 */
export function toolEnv(
  instance: Instance,
  environment: Environment,
  env: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const tools = {
    PATH: pathWithTools(env.PATH ?? ""),
    PULUMI_HOME: pulumiHome(),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    BUILDX_CONFIG: join(dataDir(), "buildx"),
    KUBECACHEDIR: kubectlCacheDir(),
  };
  return environment.local
    ? { ...tools, ...localEnv(instance, environment) }
    : { ...tools, PULUMI_CREDENTIALS_PATH: loginFolder(env) };
}

function localEnv(instance: Instance, environment: Environment): Record<string, string> {
  const cluster = recordedCluster(instance);
  if (cluster === undefined) {
    throw new UserError(
      `environment '${environment.name}' has no cluster on this machine yet`,
      "run 'make up'",
    );
  }
  const backend = backendDir(instance, cluster.uid);
  mkdirSync(backend, { recursive: true });
  return {
    PULUMI_BACKEND_URL: `file://${backend}`,
    PULUMI_CONFIG_PASSPHRASE_FILE: passphraseFile(instance),
    PULUMI_OPTION_CONFIG_FILE: configurationFile(instance, environment.name),
    TARE_KUBECONFIG: cluster.kubeconfig,
    TARE_CLUSTER_UID: cluster.uid,
    TARE_REGISTRY: `localhost:${instance.registryPort}`,
  };
}

/**
 * Takes out of an environment what `eval "$(./tare env)"` of a local one has left there: with it, an
 * update of another cluster would go to the local backend under the local configuration. Gives the names.
 */
export function forgetLocal(
  { stateDir }: Instance,
  env: NodeJS.ProcessEnv = process.env,
): string[] {
  const home = `${dirname(stateDir)}${sep}`;
  const left = LOCAL_PATHS.filter((name) => env[name]?.replace(/^file:\/\//, "").startsWith(home));
  const names = left.length === 0 ? [] : [...left, "TARE_CLUSTER_UID", "TARE_REGISTRY"];
  for (const name of names) Reflect.deleteProperty(env, name);
  return names;
}

const LOCAL_PATHS = [
  "PULUMI_BACKEND_URL",
  "PULUMI_CONFIG_PASSPHRASE_FILE",
  "PULUMI_OPTION_CONFIG_FILE",
  "TARE_KUBECONFIG",
] as const;

function loginFolder(env: NodeJS.ProcessEnv): string {
  const own = env.PULUMI_HOME === pulumiHome() ? undefined : env.PULUMI_HOME;
  return env.PULUMI_CREDENTIALS_PATH ?? own ?? join(homedir(), ".pulumi");
}
