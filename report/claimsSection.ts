import { CLAIMED_CPUS, CLAIMS_SOURCE } from "./claims";
import { CLAIMED_CONNECTIONS } from "./compareClaims";
import { micros, percent, short, UNKNOWN, whole } from "./format";
import { markdownTable } from "./markdownTable";
import { join } from "./measuredSection";
import type { ClaimRow, Report } from "./report";

/** Claimed beside measured, and why the claims cannot all be true. */
export function claimsSection({ claims }: Report): string {
  return join(
    "## Claimed beside measured",
    `The claims are from ${CLAIMS_SOURCE}, all "at ${CLAIMED_CPUS} CPU and 512 MB".`,
    markdownTable(
      ["server", "claimed requests/s", "measured", "claimed CPU/request", "measured"],
      claims.map(measuredRow),
    ),
    "### Why the claims cannot all be true",
    markdownTable(
      ["server", "claimed latency", "rate × latency", "largest mean with 1,000 connections"],
      claims.map(lawRow),
    ),
    verdictOnClaims(claims),
  );
}

function measuredRow(claim: ClaimRow): string[] {
  const { measured } = claim;
  const rate =
    measured && `${measured.atLeast ? "at least " : ""}${whole(measured.requestsPerSecond)}`;
  const cost = measured?.cpuMicrosPerRequest;
  return [
    claim.server,
    `${whole(claim.requestsPerSecond)} (${percent(claim.cpuShare)} of ${CLAIMED_CPUS} CPU)`,
    rate ?? "not measured here",
    micros(claim.cpuMicrosPerRequest),
    cost === undefined ? (measured ? UNKNOWN : "not measured here") : micros(cost),
  ];
}

function lawRow(claim: ClaimRow): string[] {
  const possible = claim.latencySeconds <= claim.largestMeanSeconds;
  return [
    claim.server,
    micros(claim.latencySeconds * 1e6),
    `${whole(claim.impliedConnections)} connections`,
    `${micros(claim.largestMeanSeconds * 1e6)}: ${possible ? "possible" : "impossible"}`,
  ];
}

function verdictOnClaims(claims: readonly ClaimRow[]): string {
  const implied = claims.map((claim) => claim.impliedConnections);
  const span = `${whole(Math.min(...implied))} to ${whole(Math.max(...implied))}`;
  const broken = claims.filter((claim) => claim.latencySeconds > claim.largestMeanSeconds);
  const most = Math.max(...claims.map((claim) => claim.cpuShare));
  return [
    `- By Little's law, rate × mean latency is the number of requests in flight. One run has one ` +
      `number of connections; the rows ask for ${span}, further apart than rounding explains.`,
    `- With ${whole(CLAIMED_CONNECTIONS)} connections, ${broken.length} of the ${claims.length} ` +
      `latencies are larger than the rate leaves room for.`,
    `- None of the servers is said to use more than ${percent(most)} of its CPU at its highest ` +
      `rate, so something else was the limit: most likely the load generator.`,
    `- ${short(claims[0]?.requestsPerSecond ?? 0)} requests a second on ${CLAIMED_CPUS} CPU are ` +
      `about nine tenths of what is published elsewhere for a whole machine of 8 to 16 cores.`,
  ].join("\n");
}
