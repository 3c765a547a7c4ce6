/** Less than this is no calibration: the noise would be planted, too. */
const LEAST = 0.05;

/**
 * Steps of BURN that make a request dearer by `share`, when what a step costs is the same for each.
 *
 * @param tried steps of a session in which `without` and `burning` were measured, in the same unit
 */
export function stepsFor(
  share: number,
  tried: { readonly steps: number; readonly without: number; readonly burning: number },
): number {
  const added = tried.burning / tried.without - 1;
  if (added < LEAST) {
    throw new Error(
      `BURN=${tried.steps} made a request dearer by ${(added * 100).toFixed(1)} %, which is too ` +
        "little to go by: the deployed 'reference' may be older than BURN; run 'make up'",
    );
  }
  return Math.round((share / added) * tried.steps);
}
