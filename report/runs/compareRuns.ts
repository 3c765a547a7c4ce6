import type { Report, Server } from "../report";
import type { Compared, ComparedPhase } from "../sessions/compare";
import type { Interval } from "../statistics/bootstrap";
import { seedOf } from "../statistics/random";
import { quotientOf } from "../statistics/ratio";

/** Two runs agree on a ratio that differs by no more than this share. */
export const TOLERANCE = 0.03;

/** Whether two runs of the same measurements say the same. */
export interface RunComparison {
  readonly cost: PhaseComparison;
  readonly peak: PhaseComparison;
  /** Servers that only one of the runs has. */
  readonly onlyOne: readonly string[];
}

export interface PhaseComparison {
  readonly phase: ComparedPhase;
  /**
   * `same`: the same order. `tied`: other only among servers that neither run can tell apart.
   * `other`: servers that a run tells apart have changed places.
   */
  readonly order: "same" | "tied" | "other";
  /** In the order of the later run. */
  readonly rows: readonly RowComparison[];
  /**
   * The order is no other one, and each ratio is there twice and differs by {@link TOLERANCE} at most,
   * unless the generator was its limit. Of equal servers some miss that by chance: where starts vary by 3 %,
   * two runs of 5 are 1.9 % apart (one standard deviation), and one server in nine misses it.
   */
  readonly agree: boolean;
}

/** One server in both runs. */
export interface RowComparison {
  readonly server: string;
  /** Whether both runs measured the same image. */
  readonly sameImage: boolean;
  /** To the yardstick, 1 is as good; absent where the run claims no figure. */
  readonly before?: number;
  readonly after?: number;
  /** After for each of before; the interval is absent where there are too few pairs. */
  readonly change?: { readonly estimate: number; readonly interval?: Interval };
  /**
   * `bound`: the generator was the limit in either run, so the ratio is one of the generator and
   * judges nothing. `unknown`: either run has no figure.
   */
  readonly verdict: "within" | "apart" | "bound" | "unknown";
}

interface Both {
  readonly before: Server;
  readonly after: Server;
}

/** Compares the servers that both runs have. Pure. */
export function compareRuns(before: Report, after: Report): RunComparison {
  const both = contestants(after).flatMap((server): Both[] => {
    const earlier = contestants(before).find(({ name }) => name === server.name);
    return earlier === undefined ? [] : [{ before: earlier, after: server }];
  });
  const shared = new Set(both.map((pair) => pair.after.name));
  const all = [...contestants(before), ...contestants(after)].map(({ name }) => name);
  const phase = (name: ComparedPhase): PhaseComparison => comparePhase(name, both, before, after);
  return {
    cost: phase("cost"),
    peak: phase("peak"),
    onlyOne: [...new Set(all.filter((name) => !shared.has(name)))],
  };
}

/** Whoever has a ratio to be compared, the variants of a server among them. */
function contestants({ servers, variants }: Report): Server[] {
  return [...servers.filter(({ role }) => role === "contestant"), ...variants];
}

function comparePhase(
  phase: ComparedPhase,
  both: readonly Both[],
  before: Report,
  after: Report,
): PhaseComparison {
  const rows = both.map((pair) => compareRow(phase, pair, before, after));
  const ratio = (row: RowComparison): number => row.after ?? -Infinity;
  const order = orderOf(phase, both);
  return {
    phase,
    order,
    rows: rows.sort((a, b) => ratio(b) - ratio(a)),
    agree:
      order !== "other" && rows.every(({ verdict }) => verdict === "within" || verdict === "bound"),
  };
}

function compareRow(
  phase: ComparedPhase,
  { before, after }: Both,
  earlier: Report,
  later: Report,
): RowComparison {
  const [first, second] = [comparedIn(earlier, before, phase), comparedIn(later, after, phase)];
  const row = { server: after.name, sameImage: digest(before.image) === digest(after.image) };
  if (first === undefined || second === undefined) {
    const known = { ...(first && { before: first.ratio.estimate }) };
    return {
      ...row,
      ...known,
      ...(second && { after: second.ratio.estimate }),
      verdict: "unknown",
    };
  }
  const estimate = second.ratio.estimate / first.ratio.estimate;
  const seed = seedOf(`${after.name}/${phase}/runs`);
  const interval = quotientOf(second.values, first.values, seed);
  return {
    ...row,
    before: first.ratio.estimate,
    after: second.ratio.estimate,
    change: { estimate, ...(interval && { interval }) },
    verdict: isBound(first) || isBound(second) ? "bound" : within(estimate) ? "within" : "apart",
  };
}

function comparedIn(
  { sessions }: Report,
  { experiment, name }: Server,
  phase: ComparedPhase,
): Compared | undefined {
  const own = sessions.find((one) => one.experiment === experiment && one.subject === name);
  const comparison = own?.measured?.[phase];
  return comparison?.kind === "compared" ? comparison : undefined;
}

function isBound({ bound }: Compared): boolean {
  return bound.reference || bound.subject;
}

/** As far up as down: 1.03 and 1 / 1.03. */
function within(change: number): boolean {
  return Math.abs(Math.log(change)) <= Math.log1p(TOLERANCE);
}

function digest(image: string): string {
  return image.slice(image.indexOf("@") + 1);
}

/** Looks at every two servers whose order is another one than before. */
function orderOf(phase: ComparedPhase, both: readonly Both[]): PhaseComparison["order"] {
  const ranked = both.filter(
    ({ before, after }) => before.ratios[phase] !== undefined && after.ratios[phase] !== undefined,
  );
  const swapped = ranked.flatMap((one, index) =>
    ranked
      .slice(index + 1)
      .flatMap((other) => (isSwapped(phase, one, other) ? [[one, other]] : [])),
  );
  if (swapped.length === 0) return "same";
  const certain = swapped.some(([one, other]) =>
    (["before", "after"] as const).some((run) => areApart(phase, one[run], other[run])),
  );
  return certain ? "other" : "tied";
}

function isSwapped(phase: ComparedPhase, one: Both, other: Both): boolean {
  const difference = (run: keyof Both): number =>
    (one[run].ratios[phase]?.estimate ?? 0) - (other[run].ratios[phase]?.estimate ?? 0);
  return difference("before") * difference("after") < 0;
}

/** Their intervals do not meet. Without an interval nobody is told apart. */
function areApart(phase: ComparedPhase, one: Server, other: Server): boolean {
  const [a, b] = [one.ratios[phase]?.interval, other.ratios[phase]?.interval];
  return a !== undefined && b !== undefined && (a.low > b.high || b.low > a.high);
}
