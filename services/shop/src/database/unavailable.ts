/** The database gave no answer, or none in time. Asking again later may help. */
export class Unavailable extends Error {
  constructor(cause: unknown) {
    super("the database is not available", { cause });
  }
}

/** Classes and codes of SQLSTATE that tell of the server's state, not of the statement. */
const PASSING = [
  "08", // connection
  "28", // not yet, or no longer, let in
  "53", // out of connections, memory or disk
  "57", // stopping, starting, or cancelled by a time limit
  "55P03", // lock not had in time
  "40001", // two transactions in each other's way
  "40P01", // deadlock
  "25006", // read-only: a standby that is not promoted yet
];

/** Whether the fault is the database's, so that 503 is the honest answer and not 500. */
export function isPassing(error: unknown): boolean {
  if (error instanceof Unavailable) return true;
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  if (typeof syscall === "string") return true;
  if (typeof code !== "string")
    return /^(Connection terminated|timeout e|Query read)/.test(error.message);
  return /^E[A-Z_]+$/.test(code) || PASSING.some((prefix) => code.startsWith(prefix));
}
