"use strict";
/** The paths of the contract. A route answers, or returns a promise of the answer. */
const http = require("node:http");

const MAX_BYTES = 1 << 20;
const DEFAULT_POOL_SIZE = 32;
const UPSTREAM_LIMIT_MS = 5_000;
const HELLO = Buffer.from("Hello, World!");
const JSON_BODY = Buffer.from('{"message":"Hello, World!"}');
const ZEROS = Buffer.alloc(MAX_BYTES);
const TEXT = "text/plain; charset=utf-8";
const BINARY = "application/octet-stream";

/**
 * Makes the request handler.
 * @param {{ poolSize?: number, upstreamUrl?: string, draining: () => boolean }} options
 */
function createHandler({ poolSize = DEFAULT_POOL_SIZE, upstreamUrl, draining }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: poolSize, noDelay: true });
  const ready = (response) =>
    draining() ? text(response, 503, "stopping\n") : text(response, 200, "ok\n");
  const routes = {
    "/": { GET: (response) => send(response, 200, TEXT, HELLO) },
    "/json": { GET: (response) => send(response, 200, "application/json", JSON_BODY) },
    "/healthz": { GET: (response) => text(response, 200, "ok\n") },
    "/readyz": { GET: ready },
    "/echo": { POST: (response, request) => echo(response, request) },
    "/upstream": { GET: (response) => upstream(response, agent, upstreamUrl) },
  };
  return (request, response) => {
    if (draining()) response.setHeader("Connection", "close");
    const path = request.url.split("?", 1)[0];
    const route = routes[path] ?? bytesRoute(path);
    if (route === undefined) return text(response, 404, "no such path\n");
    const answer = route[request.method];
    if (answer === undefined) return text(response, 405, "this path has another method\n");
    return answer(response, request);
  };
}

function bytesRoute(path) {
  const asked = /^\/bytes\/([^/]*)$/.exec(path)?.[1];
  if (asked === undefined) return undefined;
  const length = /^[0-9]{1,7}$/.test(asked) ? Number(asked) : NaN;
  if (length <= MAX_BYTES) {
    return { GET: (response) => send(response, 200, BINARY, ZEROS.subarray(0, length)) };
  }
  const reason = "the length must be a number from 0 to 1048576\n";
  return { GET: (response) => text(response, 400, reason) };
}

function send(response, status, type, body) {
  response.writeHead(status, { "Content-Type": type, "Content-Length": body.length });
  response.end(body);
}

function text(response, status, body) {
  send(response, status, TEXT, Buffer.from(body));
}

function echo(response, request) {
  const parts = [];
  let size = 0;
  request.on("data", (part) => {
    size += part.length;
    if (size <= MAX_BYTES) parts.push(part);
    else parts.length = 0;
  });
  request.on("end", () => {
    if (size <= MAX_BYTES) return send(response, 200, BINARY, Buffer.concat(parts));
    return text(response, 413, "the body is larger than 1048576 bytes\n");
  });
  // The client is gone: there is nobody to answer.
  request.on("error", () => response.destroy());
}

function upstream(response, agent, url) {
  if (!url) return text(response, 503, "UPSTREAM_URL is not set\n");
  const call = http.get(url, { agent, timeout: UPSTREAM_LIMIT_MS }, (answer) => {
    const parts = [];
    answer.on("data", (part) => parts.push(part));
    answer.on("end", () => {
      if (answer.statusCode === 200) return send(response, 200, BINARY, Buffer.concat(parts));
      return text(response, 502, "upstream: it did not answer 200\n");
    });
    answer.on("error", (error) => text(response, 502, `upstream: ${error.message}\n`));
  });
  call.on("timeout", () => call.destroy(new Error("no answer in 5 seconds")));
  call.on("error", (error) => {
    if (!response.headersSent) text(response, 502, `upstream: ${error.message}\n`);
  });
  return undefined;
}

module.exports = { createHandler };
