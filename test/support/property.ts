import fc from "fast-check";

/** TARE_SEED replays a run; without it every run looks elsewhere. */
const seed = Number(process.env.TARE_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Parameters of one property. Its seed is printed, and again by fast-check with a failure. */
export function seeded(numRuns: number): fc.Parameters<unknown> {
  process.stderr.write(`seed ${seed}: TARE_SEED=${seed} replays ${numRuns} cases\n`);
  return { seed, numRuns };
}
