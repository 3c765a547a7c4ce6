import { randomUUID } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";

/** The cookie among the others of the header, with a random UUID for its value. */
const SESSION =
  /(?:^|; ?)session=([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})(?:;|$)/;
/** Seconds that a browser keeps it: 30 days. */
const MAX_AGE = 2_592_000;

/**
 * Who asks. The id is 122 random bits and is the only key to a cart and its orders. A cookie that
 * is none of ours counts as no cookie, and not as a fault: browsers keep the strangest ones.
 */
export function sessionOf({ headers }: Pick<FastifyRequest, "headers">): string | undefined {
  return SESSION.exec(headers.cookie ?? "")?.[1];
}

/** The session, begun with this answer where there is none. */
export function beginSession(
  request: FastifyRequest,
  reply: FastifyReply,
  secure: boolean,
): string {
  const known = sessionOf(request);
  if (known !== undefined) return known;
  const session = randomUUID();
  // Lax: no other site's form can change a cart.
  const rest = `Path=/; Max-Age=${MAX_AGE}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
  void reply.header("set-cookie", `session=${session}; ${rest}`);
  return session;
}
