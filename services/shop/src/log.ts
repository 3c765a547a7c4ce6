import { type Logger, pino } from "pino";

/** One JSON object a line on standard output. No header, body, address of a buyer or query is in it. */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: faultText },
    formatters: { level: (label) => ({ level: label }) },
  });
}

/** An error and what caused it, in words. Its other fields can be whole connections, so none is told. */
export function faultText(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const { name, message, stack, cause } = error;
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return {
    ...{ name, message, code, constraint, stack },
    ...(cause !== undefined && { cause: faultText(cause) }),
  };
}
