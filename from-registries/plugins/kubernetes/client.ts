import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { type JsonObject, asText } from "../protocol/values";
import { ApiError, CancelledError, UnknownKindError, UnreachableError } from "./apiErrors";
import { builtInKind, kindFromDiscovery, type Kind } from "./kinds";
import type { Connection } from "./kubeconfig";
import { pause } from "./pause";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface ApiRequest {
  readonly method?: Method;
  readonly body?: unknown;
  /** @default application/json */
  readonly contentType?: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  /** Called with what the server warns of, as an unknown field that it dropped. */
  readonly onWarning?: (text: string) => void;
  /** How often to try again where no answer comes or the server is busy. @default 5 */
  readonly retries?: number;
}

const ATTEMPT_SECONDS = 35;
const LONGEST_PAUSE = 10_000;

/** Talks to one API server: JSON in, JSON out, with patience for a busy one. */
export class ApiClient {
  private hasAnswered = false;
  private readonly customKinds = new Map<string, Kind>();

  constructor(readonly connection: Connection) {}

  /** Throws {@link ApiError}, {@link UnreachableError} or {@link CancelledError}. */
  async request(path: string, options: ApiRequest = {}): Promise<JsonObject> {
    const most = options.retries ?? 5;
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.once(path, options);
      } catch (error) {
        // A server that was there may be restarting; one that never was is not waited for long.
        const retries = this.hasAnswered ? most : Math.min(most, 2);
        if (attempt >= retries || !isWorthRetrying(error, options.method ?? "GET")) throw error;
        await pause(pauseBefore(attempt, error), options.signal, path);
      }
    }
  }

  /** `undefined` where there is no such object. */
  async find(path: string, options: ApiRequest = {}): Promise<JsonObject | undefined> {
    try {
      return await this.request(path, options);
    } catch (error) {
      if (error instanceof ApiError && error.code === 404) return undefined;
      throw error;
    }
  }

  /** Looks the kind up in the closed list, then in what the cluster serves. */
  async kind(apiVersion: string, kind: string, options: ApiRequest = {}): Promise<Kind> {
    const key = `${apiVersion}:${kind}`;
    const known = builtInKind(apiVersion, kind) ?? this.customKinds.get(key);
    if (known !== undefined) return known;
    const list = await this.find(`/apis/${apiVersion}`, options);
    const found = list && kindFromDiscovery(list, apiVersion, kind);
    if (found === undefined) throw new UnknownKindError(apiVersion, kind);
    this.customKinds.set(key, found);
    return found;
  }

  private async once(path: string, options: ApiRequest): Promise<JsonObject> {
    const url = new URL(this.connection.server + path);
    for (const [name, value] of Object.entries(options.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    const base = await this.connection.options().catch((error: Error) => {
      throw new UnreachableError(error.message);
    });
    const body = options.body === undefined ? undefined : JSON.stringify(options.body);
    const headers = {
      ...base.headers,
      accept: "application/json",
      ...(body !== undefined && {
        "content-type": options.contentType ?? "application/json",
        "content-length": Buffer.byteLength(body),
      }),
    };
    const send = url.protocol === "http:" ? httpRequest : httpsRequest;
    return new Promise((resolve, reject) => {
      const fail = (error: Error): void =>
        reject(
          options.signal?.aborted === true
            ? new CancelledError(path)
            : new UnreachableError(`${url.origin}: ${error.message || String(error)}`),
        );
      const method = options.method ?? "GET";
      const signal = options.signal;
      const request = send(url, { ...base, headers, method, signal }, (response) => {
        this.hasAnswered = true;
        warningsOf(response).forEach((warning) => options.onWarning?.(warning));
        collect(response).then((text) => finish(response, text, resolve, reject), fail);
      });
      request.setTimeout(ATTEMPT_SECONDS * 1_000, () =>
        request.destroy(new Error(`no answer within ${ATTEMPT_SECONDS} s`)),
      );
      request.on("error", fail);
      request.end(body);
    });
  }
}

async function collect(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

function finish(
  response: IncomingMessage,
  text: string,
  resolve: (body: JsonObject) => void,
  reject: (error: Error) => void,
): void {
  const code = response.statusCode ?? 0;
  const body = parse(text);
  if (code >= 200 && code < 300) return resolve(body);
  const message = asText(body["message"]) || text.trim() || `HTTP status ${code}`;
  reject(new ApiError(code, asText(body["reason"]), message, body, retryAfterOf(response)));
}

/** `299 - "unknown field \"spec.bogus\""`, one or more in a line. */
function warningsOf(response: IncomingMessage): string[] {
  const header = [response.headers["warning"] ?? []].flat().join(", ");
  return [...header.matchAll(/\b\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = ""]) =>
    text.replace(/\\(.)/g, "$1"),
  );
}

function parse(text: string): JsonObject {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return {};
  }
}

function retryAfterOf(response: IncomingMessage): number | undefined {
  const seconds = Number(response.headers["retry-after"]);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : undefined;
}

/** A POST that may have got through is not sent twice: only refusals before the work are safe. */
function isWorthRetrying(error: unknown, method: Method): boolean {
  if (error instanceof UnreachableError) {
    return method !== "POST" || /ECONNREFUSED/.test(error.message);
  }
  if (!(error instanceof ApiError)) return false;
  if (error.code === 429 || error.code === 503) return true;
  return error.code >= 500 && error.code !== 501 && method !== "POST";
}

function pauseBefore(attempt: number, error: unknown): number {
  const asked = error instanceof ApiError ? error.retryAfter : undefined;
  const backoff = 250 * 2 ** attempt * (0.75 + Math.random() / 2);
  return Math.min(asked ?? backoff, LONGEST_PAUSE);
}
