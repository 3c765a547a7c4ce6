import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Database } from "../database/database";

/** Seconds; around the 2 within which every call must be answered they are close together. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4];

/** What is counted, and the registry that `/metrics` shows. */
export interface Metrics {
  readonly registry: Registry;
  readonly orders: Counter;
  readonly payments: Counter<"outcome">;
  readonly requests: Histogram<"method" | "route" | "status">;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    orders: new Counter({
      name: "shop_orders_total",
      help: "Orders placed; a repeated key counts once.",
      registers,
    }),
    payments: new Counter({
      name: "shop_payment_attempts_total",
      help: "Calls of the payments service by what they decided.",
      labelNames: ["outcome"],
      registers,
    }),
    requests: new Histogram({
      name: "http_request_duration_seconds",
      help: "Time from the request's head to the end of the answer.",
      labelNames: ["method", "route", "status"],
      buckets: BUCKETS,
      registers,
    }),
  };
}

export function watchPool({ registry }: Metrics, database: Database): void {
  new Gauge({
    name: "shop_database_connections",
    help: "Connections of the pool, and requests that wait for one.",
    labelNames: ["state"],
    registers: [registry],
    collect() {
      for (const [state, count] of Object.entries(database.counts())) this.set({ state }, count);
    },
  });
}

/** Routes are named by their pattern, so that ids and nonsense make no new series. */
export function measureRequests(app: FastifyInstance, { requests, registry }: Metrics): void {
  app.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "unknown";
    const method = route === "unknown" ? "any" : request.method;
    requests.observe({ method, route, status: reply.statusCode }, reply.elapsedTime / 1_000);
  });
  app.get("/metrics", async (_request, reply) => {
    reply.type(registry.contentType);
    return registry.metrics();
  });
}
