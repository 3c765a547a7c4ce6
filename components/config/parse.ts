import { homedir } from "node:os";
import { join } from "node:path";
import { type Problem, problemsOf } from "./problems";
import { DEFAULT_CLUSTER, schema, type Settings } from "./schema";

/** What the program is built from. The path of the kubeconfig is absolute here. */
export type Config = Settings;

/** The only two variables of the environment that the program reads. */
export interface Environment {
  /** Path of the kubeconfig. */
  readonly TARE_KUBECONFIG?: string;
  /** UID of the local cluster, recorded when `make up` made it. */
  readonly TARE_CLUSTER_UID?: string;
}

export type Parsed =
  | { readonly config: Config; readonly problems?: undefined }
  | { readonly config?: undefined; readonly problems: readonly Problem[] };

const NAMESPACE = "tare:";

/**
 * @param raw Every key of the stack as Pulumi hands it over: texts, with lists and maps as JSON.
 *   Keys of other namespaces belong to plugins and are left alone.
 */
export function parseConfig(raw: Readonly<Record<string, string>>, env: Environment): Parsed {
  const input = Object.fromEntries(
    Object.entries(raw)
      .filter(([key]) => key.startsWith(NAMESPACE))
      .map(([key, text]) => [key.slice(NAMESPACE.length), structured(text)]),
  );
  input.cluster = withEnvironment(input.cluster ?? DEFAULT_CLUSTER, env);
  const { success, data, error } = schema.safeParse(input);
  if (!success) return { problems: problemsOf(error.issues, input) };

  const kubeconfig = absolute(data.cluster.kubeconfig);
  return { config: { ...data, cluster: { ...data.cluster, kubeconfig } } };
}

/** The file of a stack cannot know where this machine keeps the kubeconfig of its own cluster. */
function withEnvironment(cluster: unknown, env: Environment): unknown {
  if (typeof cluster !== "object" || cluster === null || Array.isArray(cluster)) return cluster;
  const kubeconfig = env.TARE_KUBECONFIG;
  const uid = "kind" in cluster && cluster.kind === "kind" ? env.TARE_CLUSTER_UID : undefined;
  return {
    ...(uid === undefined ? {} : { uid }),
    ...cluster,
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
  };
}

/** A text that only looks like JSON stays a text and is then refused with its place. */
function structured(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function absolute(path: string): string {
  return path.startsWith("~/") ? join(homedir(), path.slice(2)) : path;
}
