/** The next number of a sequence, at least 0 and below 1. */
export type Random = () => number;

const TWO_32 = 2 ** 32;
/** Drawn millions of times: a look-up of the global object each time would cost more than the rest. */
const { imul, floor, sqrt, log, cos, PI } = Math;

/**
 * A generator of random numbers that gives the same sequence for the same seed, on every machine.
 * Each number is the scrambled value of a counter, so a sequence repeats only after 2^32 numbers.
 *
 * @param seed any whole number; what is above 32 bits does not count
 */
export function seededRandom(seed: number): Random {
  // Signed: V8 keeps such a number in place, and what is above 2^31 in an object made at each draw.
  let counter = seed | 0;
  return () => {
    counter = (counter + 0x9e3779b9) | 0;
    return scramble(counter) / TWO_32;
  };
}

/** A whole number, at least 0 and below `limit`. */
export function below(limit: number, random: Random): number {
  return floor(random() * limit);
}

/** The sum of as many of the values as there are, each drawn with replacement. */
export function sumOfDrawn(values: Float64Array, random: Random): number {
  const count = values.length;
  let sum = 0;
  for (let drawn = 0; drawn < count; drawn += 1) sum += values[floor(random() * count)];
  return sum;
}

/** A number of the normal distribution around 0 with a variance of 1. */
export function normal(random: Random): number {
  const distance = sqrt(-2 * log(1 - random()));
  return distance * cos(2 * PI * random());
}

/**
 * A seed made of a text, so that every comparison has its own sequence though the plan has one seed.
 * A 32-bit FNV-1a hash.
 */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = imul(hash ^ byte, 0x01000193);
  }
  return scramble(hash >>> 0);
}

/** Every bit of the argument changes about half of the bits of the result. */
function scramble(value: number): number {
  let mixed = value;
  mixed = imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
