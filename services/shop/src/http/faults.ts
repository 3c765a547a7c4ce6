import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Unavailable } from "../database/unavailable";
import { Refusal } from "../refusal";
import { faultPage } from "../storefront/faultPage";
import { RETRY_AFTER } from "./health";

/** What went wrong, told to whoever asked. */
export interface Fault {
  readonly status: number;
  /** For programs. */
  readonly code: string;
  /** For people. */
  readonly message: string;
}

/** The answer to an error. Of one that is ours it tells nothing but that it happened. */
export function faultOf(error: unknown): Fault {
  if (error instanceof Unavailable) {
    const message = "The shop cannot reach its database. Please try again in a moment.";
    return { status: 503, code: "database_unavailable", message };
  }
  if (error instanceof Refusal) return error;
  const { statusCode, code, message } = error as Partial<FastifyError>;
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return { status: statusCode, code: code ?? "bad_request", message: message ?? "Bad request." };
  }
  return { status: 500, code: "internal", message: "Something went wrong on our side." };
}

export function addFaults(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const fault = faultOf(error);
    if (fault.status === 500) request.log.error({ err: error }, "request failed");
    if (fault.status === 503) request.log.warn({ why: causeOf(error) }, "database not available");
    return answer(request, reply, fault);
  });
  app.setNotFoundHandler((request, reply) =>
    answer(request, reply, { status: 404, code: "not_found", message: "There is no such page." }),
  );
}

function answer(request: FastifyRequest, reply: FastifyReply, fault: Fault): FastifyReply {
  const { status, code, message } = fault;
  void reply.code(status).header("cache-control", "no-store");
  if (status === 503) void reply.header("retry-after", RETRY_AFTER);
  if (request.url.startsWith("/api/")) return reply.send({ error: { code, message } });
  return reply.type("text/html; charset=utf-8").send(faultPage(fault));
}

/** One line, since every request says it while the database is away. */
function causeOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  return cause instanceof Error ? cause.message : "unknown";
}
