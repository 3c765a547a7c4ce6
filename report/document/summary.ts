import type { Server } from "../report";
import type { Comparison } from "../sessions/compare";
import type { Page } from "./document";
import { cheapest, fastest, soonest } from "./leaders";
import { podSpecsAnswer } from "./podSpecsAnswer";
import { refusedTexts } from "./refusedText";
import { nameOf } from "./servers";
import { trialSummary } from "./trialSummary";
import { tuningSummary } from "./tuningSection";
import { verdictText } from "./verdict";

/** Who is ahead, by how much, how sure: one sentence or two an item, the most important first. */
export function summaryOf(page: Page): string[] {
  const { report, texts } = page;
  const measured = report.servers.length > 0 || report.variants.length > 0;
  const tried = report.trials === undefined ? [] : trialSummary(report.trials, page);
  const pods = report.podComparisons.flatMap((one) =>
    one.measured === undefined ? [] : podSpecsAnswer(one.measured, page),
  );
  const other = tried.length + pods.length > 0 && report.sessions.length === 0;
  const nothing = other ? [] : [texts.summary.nothing];
  return [
    ...(measured ? experimentsOf(page).flatMap((own) => experimentSummary(own, page)) : []),
    ...claimed(page),
    ...tuningSummary(page),
    ...pods,
    ...tried,
    ...(measured ? [sure(page)] : nothing),
    ...[...report.sessions, ...report.podComparisons].flatMap((one) => refusedTexts(one, page)),
  ];
}

function experimentsOf({ report: { servers } }: Page): Server[][] {
  const names = [...new Set(servers.map(({ experiment }) => experiment))];
  return names.map((name) => servers.filter(({ experiment }) => experiment === name));
}

function experimentSummary(servers: readonly Server[], page: Page): string[] {
  const contestants = servers.filter(({ role }) => role === "contestant");
  return [
    ...cheapest(contestants, page),
    ...yardstick(servers, page),
    ...fastest(contestants, page),
    ...soonest(contestants, page),
    ...memory(contestants, page),
  ];
}

function yardstick(servers: readonly Server[], page: Page): string[] {
  const { report, texts, format } = page;
  const own = servers.find(({ role }) => role === "yardstick");
  const compared = servers.filter(({ role, ratios }) => role === "contestant" && ratios.cost);
  const first = compared.find(({ ranks }) => ranks.cost !== undefined) ?? compared.at(0);
  if (own?.figures.cost === undefined || first === undefined) return [];
  const session = report.sessions.find(
    ({ experiment, subject }) => experiment === first.experiment && subject === first.name,
  );
  const comparison: Comparison = session?.measured?.cost ?? { kind: "absent" };
  return [
    texts.summary.yardstick(
      nameOf(own, page),
      format.seconds(own.figures.cost),
      nameOf(first, page),
      verdictText(comparison, "cost", page),
    ),
  ];
}

function memory(contestants: readonly Server[], page: Page): string[] {
  const { texts, format } = page;
  const found = extremes(contestants, ({ figures }) => figures.loadBytes);
  if (found === undefined) return [];
  const [least, most] = found;
  return [
    texts.summary.memory(
      nameOf(least.server, page),
      format.bytes(least.value),
      nameOf(most.server, page),
      format.bytes(most.value),
    ),
  ];
}

interface Found {
  readonly server: Server;
  readonly value: number;
}

/** The smallest and the largest, when at least two are known: one alone is neither. */
function extremes(
  servers: readonly Server[],
  valueOf: (server: Server) => number | undefined,
): readonly [Found, Found] | undefined {
  const found = servers.flatMap((server) => {
    const value = valueOf(server);
    return value === undefined ? [] : { server, value };
  });
  const sorted = found.sort((a, b) => a.value - b.value);
  return sorted.length < 2 ? undefined : [sorted[0], sorted[sorted.length - 1]];
}

function claimed({ report, texts, format }: Page): string[] {
  const times = report.claims.flatMap(({ cost, measured }) =>
    measured?.peakCost === undefined ? [] : measured.peakCost / cost,
  );
  if (times.length === 0) return [];
  const [low, high] = [Math.min(...times), Math.max(...times)];
  return [texts.summary.claims(format.short(low), format.short(high))];
}

function sure({ report, texts, format }: Page): string {
  const comparisons = report.sessions.flatMap(({ measured }) =>
    measured === undefined ? [] : [measured.cost, measured.peak, measured.tail],
  );
  const sum = (field: "kept" | "planned"): number =>
    comparisons.reduce((total, one) => total + (one.kind === "absent" ? 0 : one[field]), 0);
  const jobs = report.sessions.flatMap(({ starts }) => starts);
  const refused = jobs.filter(({ refusal }) => refusal !== undefined).length;
  const { sure: all, sureOfServers } = texts.summary;
  return (report.podComparisons.length > 0 ? sureOfServers : all)(
    format.whole(sum("kept")),
    format.whole(sum("planned")),
    format.whole(refused),
  );
}
