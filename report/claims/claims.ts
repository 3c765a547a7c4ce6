/** One row of the published table that this project measures again. */
export interface Claim {
  /** Name of the server as in services/frameworks. */
  readonly server: string;
  /** Requests a second. */
  readonly rate: number;
  /** Taken as a mean. */
  readonly latencySeconds: number;
  /** Of two CPUs, 0 to 1. */
  readonly cpuShare: number;
}

/** CPUs that the claimed figures are said to have had. */
export const CLAIMED_CPUS = 2;

/**
 * Claims to be tested, never a baseline: from the article "Optimisation des performances de
 * déploiement conteneurisé" (January 2026).
 */
export const CLAIMS: readonly Claim[] = [
  { server: "tokio", rate: 298_123, latencySeconds: 0.0032, cpuShare: 0.88 },
  { server: "hyperlane", rate: 285_432, latencySeconds: 0.0038, cpuShare: 0.85 },
  { server: "rocket", rate: 267_890, latencySeconds: 0.0041, cpuShare: 0.82 },
  { server: "rust-std", rate: 256_789, latencySeconds: 0.0045, cpuShare: 0.8 },
  { server: "node-std", rate: 125_678, latencySeconds: 0.0089, cpuShare: 0.65 },
];
