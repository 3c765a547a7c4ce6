import { QUANTITY_NAMES } from "../podSpecs/podComparison";
import type { Report } from "../report";
import type { Compared, Comparison } from "../sessions/compare";
import { FEWEST_VALUES } from "../statistics/bootstrap";

/** Subjects of which too few pairs are left for a figure, or its interval, that the plan asks for. */
export function noisySubjects({
  sessions,
  podComparisons,
}: Pick<Report, "sessions" | "podComparisons">): string[] {
  const ofSessions = sessions.filter(({ measured }) =>
    anyNoisy([measured?.cost, measured?.peak, measured?.tail]),
  );
  const ofPods = podComparisons.filter(({ measured }) =>
    measured?.comparisons.some((one) => anyNoisy(QUANTITY_NAMES.map((name) => one[name]))),
  );
  return [...ofSessions, ...ofPods].map(({ subject }) => subject);
}

function anyNoisy(comparisons: readonly (Comparison | undefined)[]): boolean {
  return comparisons.some(
    (comparison) => comparison?.kind === "noisy" || hasLostItsInterval(comparison),
  );
}

/** A plan of fewer pairs, or starts, has none to lose, however often it is repeated. */
function hasLostItsInterval(comparison: Comparison | undefined): boolean {
  return (
    comparison?.kind === "compared" &&
    comparison.verdict === "too-few-pairs" &&
    plannedValues(comparison) >= FEWEST_VALUES
  );
}

function plannedValues({ planned, starts }: Compared): number {
  return starts.planned === 1 ? planned : starts.planned;
}
