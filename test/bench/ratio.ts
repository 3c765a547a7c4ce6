import { spawnSync } from "node:child_process";

/** One figure of `make bench-program`: measured in this run, on this machine. */
export interface Figure {
  readonly name: string;
  readonly measured: number;
  /** Smallest and largest single value behind the median. */
  readonly range?: readonly [number, number];
  /** The bound that the project sets itself, in the unit of `measured`; none: part of another figure. */
  readonly atMost?: number;
  readonly unit: "ratio" | "s";
  /** What was divided by what, or what was timed. */
  readonly how: string;
}

export interface Ratio {
  readonly median: number;
  readonly range: readonly [number, number];
}

/**
 * Ratio of two timed actions. They alternate, and the order flips from pair to pair, so that a
 * drift of the machine hits both alike; the result is the median of the pairs' ratios.
 */
export function pairedRatio(
  pairs: number,
  numerator: () => number,
  denominator: () => number,
): Ratio {
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    if (pair % 2 === 0) {
      const top = numerator();
      ratios.push(top / denominator());
    } else {
      const bottom = denominator();
      ratios.push(numerator() / bottom);
    }
  }
  return { median: median(ratios), range: [Math.min(...ratios), Math.max(...ratios)] };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[middle - 1 + (sorted.length % 2)], sorted[middle]];
  if (low === undefined || high === undefined) throw new Error("no values to take a median of");
  return (low + high) / 2;
}

/** Seconds that a command takes; a failing command ends the benchmark with what it printed. */
export function timed(
  program: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): number {
  const begin = process.hrtime.bigint();
  const result = spawnSync(program, args, { ...options, encoding: "utf8", maxBuffer: 2 ** 26 });
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  if (result.status === 0) return seconds;
  const said = result.error?.message ?? `${result.stdout}${result.stderr}`;
  throw new Error(`${program} ${args.join(" ")}\n${said}`);
}
