import { execFile, spawnSync } from "node:child_process";
import type { Config } from "../config/parse";

export type ClusterAddress = Config["cluster"];

/** What an API server answered, or why it did not. */
export type RawAnswer = { readonly text: string } | { readonly reason: string };

/** A list of all objects of a kind may be long. */
const MOST_BYTES = 64 * 2 ** 20;
const OPTIONS = { encoding: "utf8", timeout: 15_000, maxBuffer: MOST_BYTES } as const;

/**
 * Reads a path of the API server behind the configured context. One kubectl and one request without
 * API discovery cost about a tenth of a second; a client library would cost more only to be loaded.
 */
export function rawGet(address: ClusterAddress, path: string): RawAnswer {
  const { status, stdout, stderr, error } = spawnSync("kubectl", argsOf(address, path), OPTIONS);
  return answerOf(error ?? status, stdout, stderr);
}

/** The same beside whatever else the program does. */
export function rawGetAside(address: ClusterAddress, path: string): Promise<RawAnswer> {
  return new Promise((resolve) => {
    execFile("kubectl", argsOf(address, path), OPTIONS, (error, stdout, stderr) => {
      // The code is a number only of a program that ran and was not ended.
      const ended = typeof error?.code === "number" ? error.code : (error ?? 0);
      resolve(answerOf(ended, stdout, stderr));
    });
  });
}

function argsOf({ context, kubeconfig }: ClusterAddress, path: string): string[] {
  return [
    `--kubeconfig=${kubeconfig}`,
    `--context=${context}`,
    "--request-timeout=10s",
    "get",
    `--raw=${path}`,
  ];
}

function answerOf(ended: Error | number | null, stdout: string, stderr: string): RawAnswer {
  if (ended instanceof Error) return { reason: `kubectl could not run (${ended.message})` };
  if (ended === 0) return { text: stdout };
  return { reason: stderr.trim().split("\n").at(-1) || `kubectl ended with code ${ended}` };
}
