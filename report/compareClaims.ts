import { CLAIMED_CPUS, CLAIMS, type Claim } from "./claims";
import { largestMean } from "./littlesLaw";
import type { ClaimRow, Row } from "./report";

/** Connections of the best known run of this kind, `ab -c 1000`: the kindest reading of the claims. */
export const CLAIMED_CONNECTIONS = 1000;

/** Puts each claim beside what was measured here. */
export function compareClaims(rows: readonly Row[]): ClaimRow[] {
  return CLAIMS.map((claim) => ({
    ...claim,
    impliedConnections: claim.requestsPerSecond * claim.latencySeconds,
    largestMeanSeconds: largestMean(claim.requestsPerSecond, CLAIMED_CONNECTIONS),
    cpuMicrosPerRequest: ((claim.cpuShare * CLAIMED_CPUS) / claim.requestsPerSecond) * 1e6,
    measured: measuredOf(claim, rows),
  }));
}

function measuredOf(claim: Claim, rows: readonly Row[]): ClaimRow["measured"] {
  const row = rows.find(({ subject, figures }) => subject === claim.server && figures);
  if (row?.figures === undefined) return undefined;
  return {
    requestsPerSecond: row.figures.requestsPerSecond,
    atLeast: row.verdict.kind === "generator-bound",
    cpuMicrosPerRequest: row.figures.cpuMicrosPerRequest,
  };
}
