import formbody from "@fastify/formbody";
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import type { ServeSettings } from "../settings/settings";
import { addApi } from "./api";
import type { Context } from "./context";
import { addFaults } from "./faults";
import { addHealth } from "./health";
import { measureRequests } from "./metrics";
import { addPages } from "./pages";
import { traceOf } from "./trace";

/** Bytes of the largest body: an order is far below. */
const BODY_LIMIT = 16_384;
/** Milliseconds that an idle connection of a client stays; longer than a load balancer keeps it. */
const IDLE = 75_000;

/** Answers, in every page, to what a browser asks about safety. */
const SAFETY = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; " +
    "frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
};

/** The server with all its routes; it does not listen yet. */
export async function buildApp(
  context: Context,
  settings: Pick<ServeSettings, "keepaliveIdle" | "maxConnections">,
): Promise<FastifyInstance> {
  const { keepaliveIdle, maxConnections } = settings;
  // The server knows the log by the part of it that it uses.
  const loggerInstance: FastifyBaseLogger = context.log;
  const app: FastifyInstance = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    keepAliveTimeout: IDLE,
    // A rollout must not fail the requests that come in on connections that are still open.
    return503OnClosing: false,
    forceCloseConnections: "idle",
    ...(keepaliveIdle !== undefined && {
      http: { keepAlive: true, keepAliveInitialDelay: keepaliveIdle * 1_000 },
    }),
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false } },
  });
  if (maxConnections !== undefined) app.server.maxConnections = maxConnections;
  await app.register(formbody);
  app.addHook("onSend", async (_request, reply) => {
    reply.headers(SAFETY);
    if (context.isStopping()) reply.header("connection", "close");
  });
  logRequests(app);
  addFaults(app);
  measureRequests(app, context.metrics);
  addHealth(app, context);
  addApi(app, context);
  addPages(app, context);
  return app;
}

/** One line a request; those of the probes only where they are wanted. */
function logRequests(app: FastifyInstance): void {
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url;
    const level = route === "/healthz" || route === "/readyz" || route === "/metrics";
    request.log[level ? "debug" : "info"](
      {
        method: request.method,
        route,
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime * 10) / 10,
        ...traceOf(request),
      },
      "request",
    );
  });
}
