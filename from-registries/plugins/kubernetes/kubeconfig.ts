import { existsSync, readFileSync } from "node:fs";
import { Agent, type RequestOptions } from "node:https";
import type { KubeConfig } from "@kubernetes/client-node" with { "resolution-mode": "import" };
import { UnreachableError } from "./apiErrors";

/** Where the API server is and how to prove who asks. */
export interface Connection {
  readonly server: string;
  /** Of the context; "default" where it names none. */
  readonly namespace: string;
  /** TLS material, credentials and a keep-alive agent for one request. */
  options(): Promise<RequestOptions>;
}

/**
 * Opens a kubeconfig given as a path or as its text; without one $KUBECONFIG or ~/.kube/config.
 * Throws on text that is no kubeconfig; {@link UnreachableError} where a name in it leads nowhere.
 */
export async function connect(kubeconfig?: string, context?: string): Promise<Connection> {
  const config = await load(kubeconfig);
  if (context !== undefined && context !== "") {
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
    options: cachedOptions(config),
  };
}

/** Throws with the parser's words on text that is no kubeconfig. */
export async function load(kubeconfig?: string): Promise<KubeConfig> {
  // Late, and only the part that reads kubeconfigs: the whole client doubles the start-up time.
  const { KubeConfig: Config } = await import("@kubernetes/client-node");
  const config = new Config();
  if (kubeconfig === undefined || kubeconfig === "") {
    config.loadFromDefault();
    return config;
  }
  const path = kubeconfig.replace(/^~(?=\/)/, process.env["HOME"] ?? "~");
  const isText = /[\n:{]/.test(kubeconfig) && !existsSync(path);
  try {
    config.loadFromString(isText ? kubeconfig : readFileSync(path, "utf8"));
  } catch (error) {
    throw new Error(`the kubeconfig cannot be read: ${(error as Error).message}`);
  }
  if (!isText) config.makePathsAbsolute(path.replace(/\/[^/]*$/, "") || "/");
  return config;
}

/** Credentials of helper programs run out, so they are asked again once a minute. */
function cachedOptions(config: KubeConfig): () => Promise<RequestOptions> {
  let cached: { options: RequestOptions; until: number } | undefined;
  return async () => {
    if (cached === undefined || cached.until < Date.now()) {
      const options: RequestOptions = {};
      await config.applyToHTTPSOptions(options);
      keepAlive(options.agent);
      cached = { options, until: Date.now() + 60_000 };
    }
    return cached.options;
  };
}

function keepAlive(agent: RequestOptions["agent"]): void {
  if (agent instanceof Agent) {
    Object.assign(agent, { keepAlive: true, maxSockets: 16 });
    agent.options.keepAlive = true;
  }
}
