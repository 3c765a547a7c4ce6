import { createWriteStream, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fetch, type Dispatcher, type Response } from "undici";
import { UserError } from "../errors";
import { sha256OfFile } from "./checksum";
import { proxyAgent } from "./proxy";

export interface DownloadOptions {
  /** Milliseconds without one byte until the download counts as stalled. @default 30000 */
  readonly stall?: number;
  readonly signal?: AbortSignal;
  /** Bytes on disk and in all; the second is undefined when the server does not say. */
  readonly onProgress?: (done: number, total: number | undefined) => void;
  /** @default - by http_proxy, https_proxy and no_proxy */
  readonly dispatcher?: Dispatcher;
}

const WAY =
  "try again, set TARE_MIRROR to a mirror you can reach, or TARE_SOURCE=build to build the tool from package registries";

/** The text of a small file such as a list of checksums. Throws {@link UserError}. */
export async function downloadText(url: string, options: DownloadOptions = {}): Promise<string> {
  const watch = stallWatch(url, options);
  try {
    const response = await request(url, {}, watch.signal, options);
    return await response.text();
  } catch (error) {
    throw watch.explain(error);
  } finally {
    watch.stop();
  }
}

/**
 * Downloads to `target`, which appears only when its SHA-256 is right. What an interrupted download
 * left in `<target>.part` is continued; should the sum then be wrong, it is fetched once more from
 * the start. Throws {@link UserError} naming the address, the rule broken and the way out.
 */
export async function downloadVerified(
  url: string,
  sha256: string,
  target: string,
  options: DownloadOptions = {},
): Promise<void> {
  const part = `${target}.part`;
  mkdirSync(dirname(target), { recursive: true });
  const resumed = sizeOf(part) > 0;
  await fetchPart(url, part, options);
  let found = await sha256OfFile(part);
  if (found !== sha256 && resumed) {
    rmSync(part);
    await fetchPart(url, part, options);
    found = await sha256OfFile(part);
  }
  if (found !== sha256) {
    rmSync(part);
    throw new UserError(
      `${url} does not have the checksum its publisher names, so it was not unpacked`,
      WAY,
      `SHA-256 must be ${sha256}, but is ${found}`,
    );
  }
  renameSync(part, target);
}

async function fetchPart(url: string, part: string, options: DownloadOptions): Promise<void> {
  const watch = stallWatch(url, options);
  try {
    const have = sizeOf(part);
    const headers: Record<string, string> = have > 0 ? { range: `bytes=${have}-` } : {};
    const response = await request(url, headers, watch.signal, options);
    // 416: everything is there already; the checksum tells.
    if (response.status !== 416) await writeBody(url, response, part, have, options, watch.alive);
  } catch (error) {
    throw watch.explain(error);
  } finally {
    watch.stop();
  }
}

async function writeBody(
  url: string,
  response: Response,
  part: string,
  have: number,
  options: DownloadOptions,
  alive: () => void,
): Promise<void> {
  const start = response.status === 206 ? have : 0;
  const length = Number(response.headers.get("content-length") ?? NaN);
  const total = Number.isNaN(length) ? undefined : start + length;
  if (response.body === null) throw new UserError(`${url} answered without a body`, WAY);
  let done = start;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      alive();
      done += chunk.length;
      options.onProgress?.(done, total);
      next(null, chunk);
    },
  });
  const file = createWriteStream(part, { flags: start > 0 ? "a" : "w" });
  await pipeline(Readable.fromWeb(response.body), count, file);
  if (total !== undefined && done !== total) throw truncated(url, done, total);
}

async function request(
  url: string,
  headers: Record<string, string>,
  signal: AbortSignal,
  options: DownloadOptions,
): Promise<Response> {
  const dispatcher = options.dispatcher ?? proxyAgent();
  const response = await fetch(url, { headers, signal, dispatcher });
  if (response.ok || response.status === 416) return response;
  await response.body?.cancel();
  const rule =
    response.status === 404
      ? "the release has no such file, or the mirror does not carry it"
      : `the server must answer 200, but answered ${response.status} ${response.statusText}`;
  throw new UserError(`${url} could not be downloaded (${response.status})`, WAY, rule);
}

/** Aborts when no byte has come for the time allowed, and turns that into a sentence. */
function stallWatch(url: string, { stall = 30_000, signal }: DownloadOptions) {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  signal?.addEventListener("abort", abort);
  if (signal?.aborted) abort();
  let stalled = false;
  const timer = setTimeout(() => {
    stalled = true;
    controller.abort();
  }, stall);
  return {
    signal: controller.signal,
    alive: () => timer.refresh(),
    stop: () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    },
    explain: (error: unknown): unknown => {
      if (error instanceof UserError || signal?.aborted) return error;
      const seconds = stall / 1_000;
      if (stalled) return new UserError(`${url} sent nothing for ${seconds} s`, WAY, "stalled");
      return isDiskError(error) ? diskError(error) : unreachable(url, error);
    },
  };
}

function unreachable(url: string, error: unknown): UserError {
  const why = `${reasonOf(error)}; what came is kept and continued next time`;
  return new UserError(`${url} could not be downloaded whole`, WAY, why);
}

/** fetch says "fetch failed" and hides the reason in `cause`. */
function reasonOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return String(error);
  if ("cause" in error && error.cause !== undefined) return reasonOf(error.cause);
  const code = "code" in error ? String(error.code) : "";
  const message = "message" in error ? String(error.message) : "";
  return message.includes(code) ? message : `${code} ${message}`.trim();
}

function truncated(url: string, done: number, total: number): UserError {
  return new UserError(`${url} ended after ${done} of ${total} bytes`, WAY, "truncated");
}

function isDiskError(error: unknown): error is { readonly path?: string } {
  return typeof error === "object" && error !== null && "code" in error && error.code === "ENOSPC";
}

function diskError({ path }: { readonly path?: string }): UserError {
  return new UserError(
    `the disk is full: ${path ?? "the download folder"}`,
    "free some space, or point XDG_CACHE_HOME and XDG_DATA_HOME to a larger disk",
  );
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
