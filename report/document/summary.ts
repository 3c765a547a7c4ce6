import type { Server } from "../report";
import type { ComparedPhase, Comparison } from "../sessions/compare";
import type { Page } from "./document";
import { percentile } from "./latencySection";
import { peakText } from "./peakSection";
import { podSpecsAnswer } from "./podSpecsAnswer";
import { refusedText } from "./refusedText";
import { nameOf } from "./servers";
import { trialSummary } from "./trialSummary";
import { tuningSummary } from "./tuningSection";
import { rangeText, verdictText } from "./verdict";

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
    ...[...report.sessions, ...report.podComparisons].flatMap(
      (one) => refusedText(one, page) ?? [],
    ),
  ];
}

function experimentsOf({ report: { servers } }: Page): Server[][] {
  const names = [...new Set(servers.map(({ experiment }) => experiment))];
  return names.map((name) => servers.filter(({ experiment }) => experiment === name));
}

function experimentSummary(servers: readonly Server[], page: Page): string[] {
  const contestants = servers.filter(({ role }) => role === "contestant");
  const { columns, phases } = page.texts;
  const all = contestants.length;
  /** None, where nobody is ranked. */
  const unranked = (phase: ComparedPhase): Server[] => {
    const left = contestants.filter(({ ranks }) => ranks[phase] === undefined);
    return left.length === all ? [] : left;
  };
  return [
    ...withoutThese(unranked("cost"), all, columns.cost, cheapest(contestants, page), page),
    ...yardstick(servers, page),
    ...withoutThese(unranked("peak"), all, phases.peak, fastest(contestants, page), page),
    ...soonest(contestants, page),
    ...memory(contestants, page),
  ];
}

/**
 * Says who is left out of a sentence on who is ahead: without an interval nobody can be behind. Nothing
 * where those are more than half: who is ahead of the rest is no answer then.
 */
function withoutThese(
  left: readonly Server[],
  among: number,
  what: string,
  sentences: readonly string[],
  page: Page,
): readonly string[] {
  if (left.length === 0) return sentences;
  if (2 * left.length > among) return [];
  const { list, summary } = page.texts;
  const names = list(left.map((server) => nameOf(server, page)));
  return sentences.map((sentence) => `${summary.without(names, what)} ${sentence}`);
}

function cheapest(contestants: readonly Server[], page: Page): string[] {
  const { report, texts, format } = page;
  const ranked = contestants.filter(({ ranks }) => ranks.cost !== undefined);
  const known = contestants.filter(({ figures }) => figures.cost !== undefined);
  const [first, second] = ranked.length > 0 ? ranked : known;
  if (first?.figures.cost === undefined) return [];
  const { cost: least } = first.figures;
  if (beatenUnranked(contestants, "cost", ({ cost }) => (cost ?? least) < least)) return [];
  const name = nameOf(first, page);
  const cost = format.seconds(first.figures.cost);
  const lead = report.leads.find(({ experiment }) => experiment === first.experiment);
  if (lead === undefined || second?.figures.cost === undefined) {
    return [texts.summary.only(name, cost)];
  }
  const { times } = lead;
  const range = rangeText(times, format.ratio, page);
  const next = nameOf(second, page);
  return times.low > 1
    ? [texts.summary.leader(name, cost, next, format.ratio(times.estimate), range)]
    : [texts.summary.tie(name, cost, next, format.seconds(second.figures.cost), range)];
}

/** A better figure that has no interval, and so no rank, leaves open who is the first. */
function beatenUnranked(
  contestants: readonly Server[],
  phase: ComparedPhase,
  better: (figures: Server["figures"]) => boolean,
): boolean {
  return contestants.some(({ ranks, figures }) => ranks[phase] === undefined && better(figures));
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

/** Whoever may stand first; without ranks, nobody does. */
function fastest(contestants: readonly Server[], page: Page): string[] {
  const { texts } = page;
  const ranked = contestants.filter(({ ranks }) => ranks.peak !== undefined);
  if (ranked.length < 2) return [];
  const firsts = ranked
    .filter(({ ranks }) => ranks.peak?.best === 1)
    .sort((a, b) => (b.figures.peak?.rate ?? 0) - (a.figures.peak?.rate ?? 0));
  const rates = firsts.map(({ figures }) => peakText(figures.peak, page));
  const names = firsts.map((server) => nameOf(server, page));
  const most = firsts[0].figures.peak?.rate ?? 0;
  if (beatenUnranked(contestants, "peak", ({ peak }) => (peak?.rate ?? 0) > most)) return [];
  return firsts.length === 1
    ? [texts.summary.peak(names[0], rates[0])]
    : [texts.summary.peakTie(texts.list(names), texts.list(rates))];
}

function soonest(contestants: readonly Server[], page: Page): string[] {
  const { texts, format } = page;
  const best = extremes(contestants, ({ figures }) => percentile(figures.latency, "p99")?.value);
  if (best === undefined) return [];
  const [{ server, value }] = best;
  return [texts.summary.latency(nameOf(server, page), format.seconds(value))];
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
  const refused = report.sessions.filter(({ refusal }) => refusal !== undefined).length;
  return texts.summary.sure(
    format.whole(sum("kept")),
    format.whole(sum("planned")),
    format.whole(refused),
  );
}
