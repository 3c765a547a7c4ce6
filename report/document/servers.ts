import type { Server } from "../report";
import type { Compared, ComparedPhase, Quantity } from "../sessions/compare";
import type { Cell, Page } from "./document";

/** The name of a server; with its experiment where another one has the same. */
export function nameOf(
  { experiment, name }: Pick<Server, "experiment" | "name">,
  { report: { sessions, servers } }: Page,
): string {
  const all = [...servers, ...sessions.map((one) => ({ ...one, name: one.subject }))];
  const several = all.some((one) => one.name === name && one.experiment !== experiment);
  return several ? `${experiment} / ${name}` : name;
}

/** The name and, where it is no contestant, what it is here for. */
export function labelledName(server: Server, page: Page): string {
  const role = page.texts.roles[server.role];
  return role === "" ? nameOf(server, page) : `${nameOf(server, page)} (${role})`;
}

/** A rank, or the ranks that are shared. */
export function rankText(server: Server, phase: ComparedPhase, { texts }: Page): Cell {
  const rank = server.ranks[phase];
  return rank === undefined ? texts.none : texts.ranks(String(rank.best), String(rank.worst));
}

/** A figure that may not be known. */
export function known(value: number | undefined, print: (value: number) => string, page: Page) {
  return value === undefined ? page.texts.unknown : print(value);
}

/** The comparison behind a contestant's figure, when there is one. */
export function comparedOf(
  { experiment, name }: Server,
  what: Quantity | "peakCost",
  { report }: Page,
): Compared | undefined {
  const session = report.sessions.find(
    (one) => one.experiment === experiment && one.subject === name,
  );
  const comparison = session?.measured?.[what];
  return comparison?.kind === "compared" ? comparison : undefined;
}
