import fc from "fast-check";

/** TARE_SEED replays a run; without it every run looks elsewhere. */
const seed = Number(process.env.TARE_SEED ?? Math.floor(Math.random() * 2 ** 31));

process.stderr.write(`seed ${seed}: TARE_SEED=${seed} replays the properties of this file\n`);

// Refused arguments are thousands of errors, whose stacks cost more than all that is tried. A replay
// has them.
if (process.env.TARE_SEED === undefined) {
  const limit = Error.stackTraceLimit;
  fc.configureGlobal({
    beforeEach: () => void (Error.stackTraceLimit = 0),
    afterEach: () => void (Error.stackTraceLimit = limit),
  });
}

/** Parameters of one property. */
export function seeded(numRuns: number): fc.Parameters<unknown> {
  return { seed, numRuns };
}
