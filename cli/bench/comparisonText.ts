import { type PhaseComparison, type RunComparison, TOLERANCE } from "../../report/runs/compareRuns";
import { type Run } from "./runFile";

const NAMES = { cost: "CPU per request", peak: "Peak of one core" } as const;

const ORDERS = {
  same: "the same ranking",
  tied: "the same ranking but for servers that neither run can tell apart",
  other: "ANOTHER ranking",
} as const;

const VERDICTS = {
  within: "agrees",
  apart: "differs",
  bound: "not judged: the generator was the limit",
  unknown: "no figure in one of the runs",
} as const;

const PERCENT = `${Math.round(TOLERANCE * 100)} %`;

/** The two runs beside each other, as lines for a terminal. */
export function comparisonText(
  { cost, peak, onlyOne }: RunComparison,
  previous: Pick<Run, "id">,
): string[] {
  if (cost.rows.length === 0) {
    return [`Run ${previous.id} has no server in common with this one: nothing to compare.`];
  }
  return [
    "",
    `Beside run ${previous.id} (a ratio agrees within ${PERCENT}):`,
    ...phaseText(cost),
    ...phaseText(peak),
    ...(onlyOne.length === 0 ? [] : [`  only in one of the runs: ${onlyOne.join(", ")}`]),
    `The two runs ${cost.agree ? "agree" : "do NOT agree"} on the ranking figure, CPU per request.`,
  ];
}

function phaseText({ phase, order, rows }: PhaseComparison): string[] {
  const judged = rows.filter(({ verdict }) => verdict !== "bound");
  const agreeing = judged.filter(({ verdict }) => verdict === "within").length;
  const title = `  ${NAMES[phase]}: ${ORDERS[order]}; ${agreeing} of ${judged.length} ratios agree`;
  const head = ["yardstick ÷ server", "before", "now", "change", "verdict"];
  const cells = rows.map((row) => [
    row.server,
    ratio(row.before),
    ratio(row.after),
    change(row.change),
    VERDICTS[row.verdict] + (row.sameImage ? "" : " (another image)"),
  ]);
  return [title, ...table([head, ...cells])];
}

function ratio(value: number | undefined): string {
  return value === undefined ? "-" : value.toFixed(3);
}

/** `+1.2 % (-0.4 to +2.8)`. */
function change(value: PhaseComparison["rows"][number]["change"]): string {
  if (value === undefined) return "-";
  const percent = (quotient: number): string => {
    const text = ((quotient - 1) * 100).toFixed(1);
    return quotient < 1 ? text : `+${text}`;
  };
  const { estimate, interval } = value;
  const range = interval && ` (${percent(interval.low)} to ${percent(interval.high)})`;
  return `${percent(estimate)} %${range ?? ""}`;
}

/** Columns as wide as their widest cell, the last one ragged. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => {
    const padded = row.map((cell, column) =>
      column === row.length - 1 ? cell : cell.padEnd(widths[column]),
    );
    return `    ${padded.join("  ")}`;
  });
}
