/**
 * How many standard errors an interval reaches to each side when the spread is not known but
 * estimated: Student's t. 2.571 for 5 degrees of freedom and a level of 0.95.
 *
 * @param freedom whole degrees of freedom, at least 1
 * @param level share of the distribution in the middle, between 0 and 1
 */
export function studentReach(freedom: number, level: number): number {
  let low = 0;
  let high = 1;
  while (studentShare(high, freedom) < level) high *= 2;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (studentShare(middle, freedom) < level) low = middle;
    else high = middle;
  }
  return high;
}

/** The share of Student's distribution within `reach` of 0, by its finite series. */
function studentShare(reach: number, freedom: number): number {
  const angle = Math.atan(reach / Math.sqrt(freedom));
  const square = Math.cos(angle) ** 2;
  const odd = freedom % 2 === 1;
  let term = odd ? Math.cos(angle) : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let power = odd ? 3 : 2; power < freedom; power += 2) {
    term *= (square * (power - 1)) / power;
    sum += term;
  }
  const series = Math.sin(angle) * sum;
  return odd ? (2 / Math.PI) * (angle + series) : series;
}

/** The share of the normal distribution that lies more than `reach` below its middle. */
export function normalTail(reach: number): number {
  const steps = 200;
  const width = reach / steps;
  // Simpson's rule.
  let sum = 0;
  for (let step = 0; step <= steps; step += 1) {
    const weight = step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-((step * width) ** 2) / 2);
  }
  return 0.5 - ((width / 3) * sum) / Math.sqrt(2 * Math.PI);
}
