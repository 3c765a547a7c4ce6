import { spawnSync } from "node:child_process";
import type { Config } from "../config/parse";

export type ClusterAddress = Config["cluster"];

/** What an API server answered, or why it did not. */
export type RawAnswer = { readonly text: string } | { readonly reason: string };

/** A list of all objects of a kind may be long. */
const MOST_BYTES = 64 * 2 ** 20;

/**
 * Reads a path of the API server behind the configured context. One kubectl and one request without
 * API discovery cost about a tenth of a second; a client library would cost more only to be loaded.
 */
export function rawGet({ context, kubeconfig }: ClusterAddress, path: string): RawAnswer {
  const { status, stdout, stderr, error } = spawnSync(
    "kubectl",
    [
      `--kubeconfig=${kubeconfig}`,
      `--context=${context}`,
      "--request-timeout=10s",
      "get",
      `--raw=${path}`,
    ],
    { encoding: "utf8", timeout: 15_000, maxBuffer: MOST_BYTES },
  );
  if (error !== undefined) return { reason: `kubectl could not run (${error.message})` };
  if (status === 0) return { text: stdout };
  return { reason: stderr.trim().split("\n").at(-1) || `kubectl ended with code ${status}` };
}
