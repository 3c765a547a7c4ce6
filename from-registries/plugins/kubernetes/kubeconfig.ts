import { existsSync } from "node:fs";
import { Agent, type RequestOptions } from "node:https";
import type { KubeConfig } from "@kubernetes/client-node" with { "resolution-mode": "import" };
import { UnreachableError } from "./apiErrors";

/** Where the API server is and how to prove who asks. */
export interface Connection {
  readonly server: string;
  /** Of the context; "default" where it names none. */
  readonly namespace: string;
  /** TLS material and credentials for one request: those of helper programs run out. */
  options(): Promise<RequestOptions>;
}

/**
 * Opens a kubeconfig given as a path or as its text; without one $KUBECONFIG or ~/.kube/config.
 * Throws on text that is no kubeconfig; {@link UnreachableError} where a name in it leads nowhere.
 */
export async function connect(kubeconfig?: string, context?: string): Promise<Connection> {
  const config = await load(kubeconfig);
  if (context !== undefined) {
    if (config.getContextObject(context) === null) {
      throw new UnreachableError(`the kubeconfig has no context "${context}"`);
    }
    config.setCurrentContext(context);
  }
  const cluster = config.getCurrentCluster();
  if (cluster === null) {
    throw new UnreachableError("no kubeconfig names a cluster; set kubeconfig or KUBECONFIG");
  }
  return {
    server: cluster.server.replace(/\/$/, ""),
    namespace: config.getContextObject(config.getCurrentContext())?.namespace ?? "default",
    options: () => requestOptions(config),
  };
}

/** Throws with the parser's words on text that is no kubeconfig. */
export async function load(kubeconfig?: string): Promise<KubeConfig> {
  // Late: most previews ask no cluster, and the library doubles the start-up time.
  const { KubeConfig: Config } = await import("@kubernetes/client-node/dist/config.js");
  const config = new Config();
  const isText = kubeconfig !== undefined && /[\n:{]/.test(kubeconfig) && !existsSync(kubeconfig);
  try {
    if (kubeconfig === undefined) config.loadFromDefault();
    else if (isText) config.loadFromString(kubeconfig);
    else config.loadFromFile(kubeconfig);
  } catch (error) {
    throw new Error(`the kubeconfig cannot be read: ${(error as Error).message}`);
  }
  return config;
}

async function requestOptions(config: KubeConfig): Promise<RequestOptions> {
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  // The library's own agent closes each connection after one request; Node's keeps it open.
  return options.agent?.constructor === Agent ? { ...options, agent: undefined } : options;
}
