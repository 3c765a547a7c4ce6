/**
 * The ports from 1024 on to which no fetch connects, since other protocols are at home there:
 * https://fetch.spec.whatwg.org/#port-blocking. What is asked there never answers.
 */
const BLOCKED: ReadonlySet<number> = new Set([
  ...[1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566],
  ...[6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080],
]);

/** Whether web clients refuse to connect to a port that a user may open. */
export function isBlocked(port: number): boolean {
  return BLOCKED.has(port);
}
