import { bytes, micros, percent, short, UNKNOWN, whole } from "./format";
import { markdownTable } from "./markdownTable";
import type { Figures, Report, Row } from "./report";

/** One row a subject: what was measured, and whether it may be quoted. */
export function measuredSection({ rows }: Report): string {
  const head = ["server", "requests/s", "CPU", "CPU/request", "memory", "image", "verdict"];
  const table = markdownTable(head, rows.map(measuredRow));
  const [first] = rows.flatMap(({ figures }) => figures ?? []);
  const how = first && `${first.connections} connections, closed loop, ${whole(first.seconds)} s.`;
  return join(
    "## Measured",
    how,
    table,
    unknowns(rows),
    remarks(rows),
    "![Requests per second](chart.svg)",
  );
}

/** wrk's latency is shown because people look for it, with the reason not to trust it. */
export function latencySection({ rows }: Report): string {
  const measured = rows.filter((row): row is Row & { figures: Figures } => !!row.figures);
  if (measured.length === 0) return "";
  const head = ["server", "mean", "p50", "p90", "p99", "max", "rate × mean", "connections"];
  const table = markdownTable(
    head,
    measured.map(({ subject, figures: { latency, littlesLaw, connections } }) => [
      subject,
      ...[latency.mean, latency.p50, latency.p90, latency.p99, latency.max].map(micros),
      short(littlesLaw.implied),
      String(connections),
    ]),
  );
  const why =
    "As wrk prints it, and not judged. Each connection waits for its answer before it asks again, " +
    "so rate × mean latency cannot exceed the connections. Where it does, wrk's latency is wrong: " +
    "it adds answers that it thinks it missed. A latency to rely on needs a fixed rate.";
  return join("## Latency", why, table);
}

function measuredRow(row: Row): string[] {
  const { figures, verdict, size, subject } = row;
  const image = `${bytes(size.compressed)} / ${bytes(size.unpacked)}`;
  if (figures === undefined) return [subject, "-", "-", "-", "-", image, verdictText(row)];
  const { cpu, memory, cpuMicrosPerRequest, requestsPerSecond } = figures;
  const atLeast = verdict.kind === "generator-bound" ? "at least " : "";
  return [
    subject,
    atLeast + whole(requestsPerSecond),
    cpu.known ? `${short(cpu.cores)} cores` : UNKNOWN,
    cpuMicrosPerRequest === undefined ? UNKNOWN : micros(cpuMicrosPerRequest),
    memory.known ? bytes(memory.workingSetBytes) : UNKNOWN,
    image,
    verdictText(row),
  ];
}

function verdictText({ verdict, figures }: Row): string {
  if (verdict.kind !== "valid") return `${verdict.kind}: ${verdict.reason}`;
  return `valid (generator ${percent(figures?.generator.utilisation ?? 0)} busy)`;
}

/** Why a cell says "unknown"; the same reason is given once. */
function unknowns(rows: readonly Row[]): string {
  const reasons = rows.flatMap(({ figures, subject }) =>
    [figures?.cpu, figures?.memory].flatMap((use) =>
      use?.known === false ? [`${subject}: ${use.reason}`] : [],
    ),
  );
  return list(`Why a value is ${UNKNOWN}:`, reasons);
}

function remarks(rows: readonly Row[]): string {
  const all = rows.flatMap(({ verdict, subject }) =>
    verdict.kind === "refused" ? [] : verdict.remarks.map((remark) => `${subject}: ${remark}`),
  );
  return list("Remarks:", all);
}

function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return "";
  return [title, ...new Set(items.map((item) => `- ${item}.`))].join("\n");
}

/** Blocks with an empty line between; empty ones are left out. */
export function join(...blocks: readonly (string | undefined)[]): string {
  return blocks.filter((block) => block !== undefined && block !== "").join("\n\n");
}
