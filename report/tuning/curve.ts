import type { Figures } from "../sessions/figures";
import type { Variant } from "./variants";

/** How a server does with one size of its pool. */
export interface PoolPoint {
  readonly size: number;
  /** Whether this is what the server has by default. */
  readonly isDefault: boolean;
  readonly figures: Figures;
  /** What stands beside the default of the same session; absent for the default itself. */
  readonly variant?: Variant;
}

/** One server under pools of several sizes, the smallest first. */
export interface PoolCurve {
  readonly experiment: string;
  readonly points: readonly PoolPoint[];
}

const POOL = "POOL_SIZE";
const FEWEST_POINTS = 3;

/**
 * A curve for each experiment whose variants are told the size of the pool alone. A size that was not
 * read back is no point of it; the default is one where its own size was.
 */
export function poolCurves(variants: readonly Variant[]): PoolCurve[] {
  const pools = variants.filter(
    ({ settings: [first, ...more] }) => first?.name === POOL && first.kept && more.length === 0,
  );
  return [...new Set(pools.map(({ experiment }) => experiment))].flatMap((experiment) => {
    const points = pointsOf(pools.filter((one) => one.experiment === experiment));
    return points.length < FEWEST_POINTS ? [] : { experiment, points };
  });
}

function pointsOf(pools: readonly Variant[]): PoolPoint[] {
  const told = pools.map((variant): PoolPoint => {
    const [{ told: size }] = variant.settings;
    return { size: Number(size), isDefault: false, figures: variant.figures, variant };
  });
  const [first] = pools;
  const size = first.settings[0].default;
  const own: PoolPoint[] =
    size === undefined ? [] : [{ size: Number(size), isDefault: true, figures: first.default }];
  return [...told, ...own].sort((a, b) => a.size - b.size);
}
