import { whole } from "./format";
import type { Report, Row } from "./report";

const WIDTH = 720;
const LABEL = 110;
const VALUE = 170;
const BAR = 26;
const GAP = 12;
const TOP = 48;

/** Requests a second as bars, the fastest first; a server without a figure has no bar. */
export function renderChart({ rows }: Report): string {
  const sorted = [...rows].sort((a, b) => rate(b) - rate(a));
  const most = Math.max(1, ...sorted.map(rate));
  const height = TOP + sorted.length * (BAR + GAP) + GAP;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" ` +
      `aria-label="Requests per second" font-family="sans-serif" font-size="14">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    `<text x="${GAP}" y="28" font-size="16" fill="#1f2937">Requests per second</text>`,
    ...sorted.map((row, index) => bar(row, index, most)),
    "</svg>\n",
  ].join("\n");
}

function rate({ figures }: Row): number {
  return figures?.requestsPerSecond ?? 0;
}

function bar(row: Row, index: number, most: number): string {
  const y = TOP + index * (BAR + GAP);
  const width = Math.round((rate(row) / most) * (WIDTH - LABEL - VALUE));
  const middle = y + BAR / 2 + 5;
  const fill = row.verdict.kind === "valid" ? "#2563eb" : "#9db7ee";
  return [
    `<text x="${LABEL - 8}" y="${middle}" text-anchor="end" fill="#1f2937">${escape(row.subject)}</text>`,
    `<rect x="${LABEL}" y="${y}" width="${width}" height="${BAR}" fill="${fill}"/>`,
    `<text x="${LABEL + width + 8}" y="${middle}" fill="#1f2937">${value(row)}</text>`,
  ].join("\n");
}

function value({ figures, verdict }: Row): string {
  if (figures === undefined) return "refused";
  const atLeast = verdict.kind === "generator-bound" ? "at least " : "";
  return atLeast + whole(figures.requestsPerSecond);
}

function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
