import { littlesLaw, type LittlesLaw } from "../littlesLaw";
import type { Server } from "../report";
import type { Figures } from "../sessions/figures";
import { CLAIMED_CPUS, CLAIMS, type Claim } from "./claims";

/** Connections of the best known run of this kind, `ab -c 1000`: the kindest reading of the claims. */
const CLAIMED_CONNECTIONS = 1000;

/** A claim, the arithmetic on it, and what was measured here. */
export interface ClaimRow extends Claim {
  /** With {@link CLAIMED_CONNECTIONS}, by the rule that this project's own slices must keep. */
  readonly law: LittlesLaw;
  /** Largest mean latency, in seconds, that so many connections leave room for at this rate. */
  readonly largestMeanSeconds: number;
  /** Seconds of CPU a request that rate and CPU share amount to: at the highest rate, as measured by the peak. */
  readonly cost: number;
  /** Absent when the server was not measured here. */
  readonly measured?: Figures;
}

/** Puts each claim beside what was measured here. */
export function compareClaims(servers: readonly Server[]): ClaimRow[] {
  return CLAIMS.map((claim) => {
    const { rate, latencySeconds, cpuShare, server } = claim;
    const measured = servers.find(({ name }) => name === server)?.figures;
    return {
      ...claim,
      law: littlesLaw(rate, latencySeconds, CLAIMED_CONNECTIONS),
      largestMeanSeconds: CLAIMED_CONNECTIONS / rate,
      cost: (cpuShare * CLAIMED_CPUS) / rate,
      ...(measured && { measured }),
    };
  });
}

/** How many of the claims can be true of runs with one and the same number of connections. */
export function mostCompatible(claims: readonly Claim[]): number {
  const kept = (connections: number): number =>
    claims.filter(({ rate, latencySeconds }) => littlesLaw(rate, latencySeconds, connections).kept)
      .length;
  const most = Math.max(0, ...claims.map(({ rate, latencySeconds }) => rate * latencySeconds));
  // A larger number of connections than any row asks for suits none of them better.
  let best = 0;
  for (let connections = 1; connections <= most * 1.01; connections += 1) {
    best = Math.max(best, kept(connections));
  }
  return best;
}
