"use strict";
/** One process that serves requests: alone, or as one of several of a cluster. */
const http = require("node:http");
const { createHandler } = require("./routes");

/** Longest time from SIGTERM to the end; less than the 30 seconds Kubernetes grants by default. */
const DRAIN_LIMIT_MS = 20_000;
const DRAIN_STEP_MS = 20;
/** How long a connection on which nothing was ever asked is left open while draining. */
const SILENCE_MS = 300;

/** Serves until told to stop. `onStop(drain)` registers what starts the drain. */
function serve(settings, onStop, upstreamUrl) {
  let stopping = false;
  const share = (total) => (total === undefined ? undefined : Math.floor(total / settings.workers));
  const handler = createHandler({
    poolSize: share(settings.poolSize),
    upstreamUrl,
    draining: () => stopping,
  });
  const server = http.createServer(socketOptions(settings), handler);
  if (settings.maxConnections !== undefined) server.maxConnections = share(settings.maxConnections);
  const sockets = new Set();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("error", (error) => fail(`port ${settings.port} cannot be opened: ${error.message}`));
  server.listen({ port: settings.port, host: "0.0.0.0", backlog: settings.backlog });
  onStop(() => {
    stopping = true;
    drain(server, sockets);
  });
  return server;
}

function socketOptions({ nodelay, keepaliveIdle }) {
  const options = {};
  if (nodelay !== undefined) options.noDelay = nodelay;
  if (keepaliveIdle !== undefined) {
    options.keepAlive = true;
    options.keepAliveInitialDelay = keepaliveIdle * 1000;
  }
  return options;
}

/** Closes the listening socket, ends idle connections, and waits for the requests in flight. */
function drain(server, sockets) {
  const end = setTimeout(() => {
    fail("requests were cut off after 20 seconds of waiting for them");
  }, DRAIN_LIMIT_MS);
  const sweep = setInterval(() => server.closeIdleConnections(), DRAIN_STEP_MS);
  // Node counts a connection as idle only after its first request.
  setTimeout(() => {
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  }, SILENCE_MS);
  server.close(() => {
    clearTimeout(end);
    clearInterval(sweep);
    process.exit(0);
  });
}

function fail(reason) {
  console.error(`node-std: ${reason}`);
  process.exit(1);
}

module.exports = { serve };
