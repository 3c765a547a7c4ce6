import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "../../../platform/exec";
import { type KubectlTarget } from "../../reporting/jobLog";

/** What a pod said at its own address. */
export interface Answer {
  /** Absent where the pod did not answer. */
  readonly status?: number;
  readonly retryAfter: boolean;
  readonly millis: number;
}

/** Asks one path of one pod. */
export type Ask = (pod: string) => Promise<Answer>;

export interface QuestionsArgs {
  readonly target: KubectlTarget;
  readonly namespace: string;
  readonly port: number;
  readonly path: string;
}

/** The longest wait for an answer, in milliseconds. */
const TIMEOUT = 5_000;
const LONGEST_START = 10_000;

/**
 * Opens a way to each pod past the Service, which sends nothing to pods that are not ready: the API
 * server passes a request on to the pod's address. `kubectl proxy` speaks to it, on a socket that
 * nobody else may open.
 */
export async function withQuestions<T>(
  args: QuestionsArgs,
  work: (ask: Ask) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "tare-proxy-"));
  const socketPath = join(folder, "socket");
  const stop = new AbortController();
  const proxy = run("kubectl", [...args.target, "proxy", `--unix-socket=${socketPath}`], {
    signal: stop.signal,
  }).catch(() => undefined);
  const way = (pod: string): string =>
    `/api/v1/namespaces/${args.namespace}/pods/${pod}:${args.port}/proxy${args.path}`;
  try {
    await reached(socketPath);
    return await work((pod) => ask(socketPath, way(pod)));
  } finally {
    stop.abort();
    await proxy;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function reached(socketPath: string): Promise<void> {
  const end = performance.now() + LONGEST_START;
  while ((await ask(socketPath, "/version")).status !== 200) {
    if (performance.now() > end) throw new Error("`kubectl proxy` does not answer");
    await sleep(100);
  }
}

function ask(socketPath: string, path: string): Promise<Answer> {
  const begin = performance.now();
  return new Promise((resolve) => {
    const end = (answer: Omit<Answer, "millis">): void =>
      resolve({ ...answer, millis: performance.now() - begin });
    const options = { socketPath, path, headers: { host: "localhost" }, timeout: TIMEOUT };
    const question = request(options, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (text: string) => (body += text));
      response.on("error", () => end({ retryAfter: false }));
      response.on("end", () => {
        if (isOfApiServer(body)) return end({ retryAfter: false });
        const retryAfter = response.headers["retry-after"] !== undefined;
        return end({ status: response.statusCode, retryAfter });
      });
    });
    question.on("timeout", () => question.destroy());
    question.on("error", () => end({ retryAfter: false }));
    question.end();
  });
}

/** The API server's own words: it could not reach the pod. */
function isOfApiServer(body: string): boolean {
  return /^\s*\{\s*"kind":\s*"Status"/.test(body);
}
