/** A closed loop that keeps the law lies within this share of it: what the clock's edges may do. */
const TOLERANCE = 0.01;

/**
 * Little's law for a closed loop: requests in flight = rate x mean latency. With C connections that
 * each ask again as soon as they have their answer, exactly C requests are in flight.
 */
export interface LittlesLaw {
  /** Connections that rate and mean latency ask for. */
  readonly implied: number;
  /** `implied` against the connections there were, less 1: 0 when both figures are true. */
  readonly residual: number;
  /** Whether the figures can be true together. */
  readonly kept: boolean;
}

/**
 * @param rate requests a second
 * @param meanSeconds mean latency in seconds
 * @param connections connections of the closed loop
 */
export function littlesLaw(rate: number, meanSeconds: number, connections: number): LittlesLaw {
  const implied = rate * meanSeconds;
  const residual = implied / connections - 1;
  return { implied, residual, kept: Math.abs(residual) <= TOLERANCE };
}
