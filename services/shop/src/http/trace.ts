import type { FastifyRequest } from "fastify";

/** W3C trace context, passed on as it came. The shop makes no spans, so it changes no parent. */
export interface Trace {
  readonly traceparent?: string;
  readonly tracestate?: string;
}

/** Version 00, and neither id all zeros, which the standard calls invalid. */
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
/** Longer ones may be dropped, says the standard. */
const LONGEST_STATE = 512;

/** What may be passed on; a state without a valid parent is worth nothing. */
export function traceOf({ headers }: Pick<FastifyRequest, "headers">): Trace {
  const { traceparent, tracestate } = headers;
  if (typeof traceparent !== "string" || !TRACEPARENT.test(traceparent)) return {};
  const usable =
    typeof tracestate === "string" &&
    tracestate.length <= LONGEST_STATE &&
    /^[\x20-\x7e]+$/.test(tracestate);
  return usable ? { traceparent, tracestate } : { traceparent };
}
