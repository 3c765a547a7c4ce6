import { percent, short, whole } from "./format";
import type { Figures, Row } from "./report";

/** Costs whose ratio is above this are too close to be told apart by one short run. */
const CLOSE = 0.9;

type Measured = Row & { readonly figures: Figures };

/** The result in plain words, one sentence an item. */
export function summarize(rows: readonly Row[]): string[] {
  const measured = rows.filter((row): row is Measured => row.figures !== undefined);
  const refused = rows.filter((row) => row.figures === undefined);
  return [
    ...peaks(measured),
    ...cost(measured),
    ...refused.map((row) => `${row.subject} has no figure: ${reasonOf(row)}.`),
    "This is a first look: one short run each, in a closed loop, on a shared machine. It is good " +
      "for orders of magnitude, not for ranking servers that are close.",
  ];
}

function reasonOf({ verdict }: Row): string {
  return verdict.kind === "valid" ? "" : verdict.reason;
}

function peaks(rows: readonly Measured[]): string[] {
  if (rows.length === 0) return ["Nothing was measured."];
  const sorted = [...rows].sort(
    (a, b) => b.figures.requestsPerSecond - a.figures.requestsPerSecond,
  );
  const parts = sorted.map(
    ({ subject, verdict, figures }) =>
      `${subject} ${verdict.kind === "generator-bound" ? "at least " : ""}` +
      whole(figures.requestsPerSecond),
  );
  return [`Requests per second: ${parts.join(", ")}.`, ...bound(sorted)];
}

function bound(rows: readonly Measured[]): string[] {
  const named = (kind: Row["verdict"]["kind"]): string =>
    rows
      .filter((row) => row.verdict.kind === kind)
      .map((row) => row.subject)
      .join(", ");
  const [limited, noisy] = [named("generator-bound"), named("noisy")];
  return [
    limited && `The load generator was the limit for ${limited}, so the server may be faster.`,
    noisy && `Other programs were busy while ${noisy} ran, so the figures are likely too low.`,
  ].filter((sentence) => sentence !== "");
}

/** CPU per request says what a server costs, whatever the load generator can do. */
function cost(rows: readonly Measured[]): string[] {
  const costs = rows.flatMap(({ subject, figures }) =>
    figures.cpuMicrosPerRequest === undefined
      ? []
      : [[subject, figures.cpuMicrosPerRequest] as const],
  );
  if (rows.length > 0 && costs.length === 0) return ["CPU per request is not known."];
  const sorted = [...costs].sort((a, b) => a[1] - b[1]);
  const [best, worst] = [sorted[0], sorted.at(-1)];
  if (best === undefined || worst === undefined) return [];
  const parts = sorted.map(([name, value]) => `${name} ${short(value)} µs`);
  const sentence = `CPU per request: ${parts.join(", ")}.`;
  const ratio = best[1] / worst[1];
  if (ratio > CLOSE) return [sentence];
  return [sentence, `${best[0]} needs ${percent(ratio)} of what ${worst[0]} needs.`];
}
