/** One row of the published table that this project measures again. */
export interface Claim {
  /** Name of the server as in services/frameworks. */
  readonly server: string;
  readonly requestsPerSecond: number;
  /** Taken as a mean. */
  readonly latencySeconds: number;
  /** Of two CPUs, 0 to 1. */
  readonly cpuShare: number;
}

/** Where the claims come from. */
export const CLAIMS_SOURCE =
  "the article “Optimisation des performances de déploiement conteneurisé” (January 2026)";

/** CPUs that the claimed figures are said to have had. */
export const CLAIMED_CPUS = 2;

/** Claims to be tested, never a baseline. */
export const CLAIMS: readonly Claim[] = [
  { server: "tokio", requestsPerSecond: 298_123, latencySeconds: 0.0032, cpuShare: 0.88 },
  { server: "hyperlane", requestsPerSecond: 285_432, latencySeconds: 0.0038, cpuShare: 0.85 },
  { server: "rocket", requestsPerSecond: 267_890, latencySeconds: 0.0041, cpuShare: 0.82 },
  { server: "rust-std", requestsPerSecond: 256_789, latencySeconds: 0.0045, cpuShare: 0.8 },
  { server: "node-std", requestsPerSecond: 125_678, latencySeconds: 0.0089, cpuShare: 0.65 },
];
