/**
 * Little's law for a closed loop: requests in flight = rate x mean latency. With C connections that
 * each wait for their answer, no more than C requests are ever in flight.
 */
export interface LittlesLaw {
  /** Connections that rate and mean latency ask for. */
  readonly implied: number;
  /** `implied` against the connections there were; at most 1 if both figures are true. */
  readonly ratio: number;
}

/**
 * @param rate requests a second
 * @param meanSeconds mean latency in seconds
 * @param connections connections of the closed loop
 */
export function littlesLaw(rate: number, meanSeconds: number, connections: number): LittlesLaw {
  const implied = rate * meanSeconds;
  return { implied, ratio: implied / connections };
}

/** The largest mean latency, in seconds, that this rate leaves room for. */
export function largestMean(rate: number, connections: number): number {
  return connections / rate;
}
