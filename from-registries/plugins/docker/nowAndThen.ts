const MILLISECONDS = 1_000;

/**
 * Passes on one line a second at most: off a terminal the engine prints each, and a build has
 * hundreds.
 */
export function nowAndThen(show: (line: string) => void): (line: string) => void {
  let next = 0;
  return (line) => {
    if (Date.now() < next) return;
    next = Date.now() + MILLISECONDS;
    show(line);
  };
}
