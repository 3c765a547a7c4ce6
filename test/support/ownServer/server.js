"use strict";
// A server that the project does not contain: what it must answer to be measured, and no more.
const http = require("node:http");

const ANSWERS = {
  "/": ["text/plain; charset=utf-8", "Hello, World!"],
  "/json": ["application/json", '{"message":"Hello, World!"}'],
  "/healthz": ["text/plain; charset=utf-8", "ok\n"],
  "/readyz": ["text/plain; charset=utf-8", "ok\n"],
};

const server = http.createServer((request, response) => {
  const bytes = /^\/bytes\/(\d{1,6})$/.exec(request.url);
  const [type, body] = bytes
    ? ["text/plain", "x".repeat(Number(bytes[1]))]
    : (ANSWERS[request.url] ?? []);
  if (body === undefined) {
    response.writeHead(404, { "Content-Length": 0 }).end();
    return;
  }
  response.writeHead(200, { "Content-Type": type, "Content-Length": body.length }).end(body);
});

server.listen(Number(process.env.PORT ?? 8080));
process.once("SIGTERM", () => server.close());
