import { EnvHttpProxyAgent, type Dispatcher } from "undici";

let agent: Dispatcher | undefined;

/**
 * What every download goes through: http_proxy, https_proxy and no_proxy in either case, read when
 * the first download starts.
 */
export function proxyAgent(): Dispatcher {
  agent ??= newProxyAgent();
  return agent;
}

/** A fresh agent, for tests that change the variables. */
export function newProxyAgent(): Dispatcher {
  const emit = process.emitWarning.bind(process);
  try {
    // undici calls this class experimental at its first use; its version is pinned, so users need
    // not read about it in the middle of a download.
    process.emitWarning = () => undefined;
    return new EnvHttpProxyAgent({ connect: { timeout: 10_000 } });
  } finally {
    process.emitWarning = emit;
  }
}
