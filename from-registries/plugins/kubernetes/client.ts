import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
import { text as textOf } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { type JsonObject, asText, type ValueMap } from "../protocol/values";
import { ApiError, CancelledError, UnknownKindError, UnreachableError } from "./apiErrors";
import { builtInKind, kindFromDiscovery, type Kind, pathOf } from "./kinds";
import type { Connection } from "./kubeconfig";
import { metadataOf } from "./names";

export interface ApiRequest {
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  readonly body?: unknown;
  /** @default application/json */
  readonly contentType?: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  /** How often to try again where no answer comes or the server is busy. @default 5 */
  readonly retries?: number;
}

const ATTEMPT_SECONDS = 35;
const LONGEST_PAUSE = 10_000;

/** Talks to one API server: JSON in, JSON out, with patience for a busy one. */
export class ApiClient {
  private hasAnswered = false;
  private readonly customKinds = new Map<string, Kind>();

  constructor(private readonly connection: Connection) {}

  /** Throws {@link ApiError}, {@link UnreachableError} or {@link CancelledError}. */
  async request(path: string, options: ApiRequest = {}): Promise<JsonObject> {
    const most = options.retries ?? 5;
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.once(path, options);
      } catch (error) {
        // A server that was there may be restarting; one that never was is not waited for long.
        const retries = this.hasAnswered ? most : Math.min(most, 2);
        if (attempt >= retries || !isWorthRetrying(error, options.method)) throw error;
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

  /**
   * Where a manifest's object lives. Throws {@link UnknownKindError} for a custom kind that the
   * cluster does not serve.
   */
  async pathOf(manifest: ValueMap, options: ApiRequest = {}): Promise<string> {
    const kind = await this.kind(asText(manifest["apiVersion"]), asText(manifest["kind"]), options);
    const { namespace, name } = metadataOf(manifest);
    return pathOf(kind, asText(namespace) || this.connection.namespace, asText(name));
  }

  /** Looks the kind up in the closed list, then in what the cluster serves. */
  private async kind(apiVersion: string, kind: string, options: ApiRequest): Promise<Kind> {
    const key = `${apiVersion}:${kind}`;
    const known = builtInKind(apiVersion, kind) ?? this.customKinds.get(key);
    if (known !== undefined) return known;
    const { signal, retries } = options;
    const list = await this.find(`/apis/${apiVersion}`, { signal, retries });
    const found = list && kindFromDiscovery(list, apiVersion, kind);
    if (found === undefined) throw new UnknownKindError(apiVersion, kind);
    this.customKinds.set(key, found);
    return found;
  }

  private async once(path: string, options: ApiRequest): Promise<JsonObject> {
    const { method, signal, contentType = "application/json" } = options;
    const url = new URL(this.connection.server + path);
    for (const [name, value] of Object.entries(options.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    const body = options.body === undefined ? undefined : JSON.stringify(options.body);
    try {
      const base = await this.connection.options();
      const headers = {
        ...base.headers,
        accept: "application/json",
        ...(body !== undefined && {
          "content-type": contentType,
          "content-length": Buffer.byteLength(body),
        }),
      };
      const answer = await exchange(url, { ...base, method, headers, signal }, body);
      this.hasAnswered = true;
      return bodyOf(answer);
    } catch (error) {
      if (error instanceof ApiError) throw error;
      if (signal?.aborted === true) throw new CancelledError(path);
      throw new UnreachableError(`${url.origin}: ${(error as Error).message || String(error)}`);
    }
  }
}

/** Waits; throws {@link CancelledError} as soon as the signal is given. */
export async function pause(
  milliseconds: number,
  signal: AbortSignal | undefined,
  what: string,
): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => {
    throw new CancelledError(what);
  });
}

interface Answer {
  readonly response: IncomingMessage;
  readonly text: string;
}

/** Sends once and reads the whole answer; rejects where there is none. */
function exchange(url: URL, options: RequestOptions, body: string | undefined): Promise<Answer> {
  const send = url.protocol === "http:" ? httpRequest : httpsRequest;
  return new Promise((resolve, reject) => {
    const request = send(url, { ...options, timeout: ATTEMPT_SECONDS * 1_000 }, (response) => {
      textOf(response).then((text) => resolve({ response, text }), reject);
    });
    request.on("error", reject);
    request.on("timeout", () =>
      request.destroy(new Error(`no answer within ${ATTEMPT_SECONDS} s`)),
    );
    request.end(body);
  });
}

/** Throws {@link ApiError} where the answer is a refusal. */
function bodyOf({ response, text }: Answer): JsonObject {
  const code = response.statusCode ?? 0;
  const body = parse(text);
  if (code >= 200 && code < 300) return body;
  const message = asText(body["message"]) || text.trim() || `HTTP status ${code}`;
  const seconds = Number(response.headers["retry-after"]);
  throw new ApiError(code, message, body, seconds > 0 ? seconds * 1_000 : undefined);
}

function parse(text: string): JsonObject {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return {};
  }
}

/** A POST that may have got through is not sent twice: only refusals before the work are safe. */
function isWorthRetrying(error: unknown, method: ApiRequest["method"]): boolean {
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
