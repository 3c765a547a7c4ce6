import type { Server } from "../report";
import type { ComparedPhase } from "../sessions/compare";
import type { Page } from "./document";
import { percentile } from "./latencySection";
import { peakText } from "./peakSection";
import { nameOf } from "./servers";
import { rangeText } from "./verdict";

/** Who needs the least CPU per request: one, or all who share the first rank. */
export function cheapest(contestants: readonly Server[], page: Page): string[] {
  const { texts, format } = page;
  const { ranked, unranked } = placed(contestants, "cost");
  if (ranked.length === 0) return onlyKnown(contestants, page);
  const [first, second] = ranked;
  if (isBeaten(first, unranked, "cost")) return [];
  const cost = ({ figures }: Server): string => format.seconds(figures.cost ?? Number.NaN);
  const firsts = ranked.filter(({ ranks }) => ranks.cost?.best === 1);
  const lead = page.report.leads.find(({ experiment }) => experiment === first.experiment);
  const sentence = (): string => {
    if (second === undefined) return texts.summary.only(nameOf(first, page), cost(first));
    if (lead !== undefined && lead.times.low > 1) {
      const { times } = lead;
      const range = rangeText(times, format.ratio, page);
      const [name, next] = [first, second].map((server) => nameOf(server, page));
      return texts.summary.leader(name, cost(first), next, format.ratio(times.estimate), range);
    }
    // An interval of two servers may hold 1 where their own ones do not meet.
    const tied = firsts.length > 1 ? firsts : [first, second];
    return texts.summary.costTie(namesOf(tied, page), texts.list(tied.map(cost)));
  };
  const told = (names: string): string => texts.summary.without(names, texts.columns.cost);
  return withoutThese(unranked, contestants, told, [sentence()], page);
}

/** Of a run in which nobody has an interval nobody is the first. */
function onlyKnown(contestants: readonly Server[], page: Page): string[] {
  return contestants.slice(0, 1).flatMap((server) => {
    const { cost } = server.figures;
    if (cost === undefined) return [];
    return [page.texts.summary.only(nameOf(server, page), page.format.seconds(cost))];
  });
}

/** Whoever may stand first; without ranks, nobody does. */
export function fastest(contestants: readonly Server[], page: Page): string[] {
  const { texts } = page;
  const { summary, phases } = texts;
  const { ranked, unranked } = placed(contestants, "peak");
  if (ranked.length < 2 || isBeaten(ranked[0], unranked, "peak")) return [];
  const firsts = ranked.filter(({ ranks }) => ranks.peak?.best === 1);
  const rates = texts.list(firsts.map(({ figures }) => peakText(figures.peak, page)));
  const names = namesOf(firsts, page);
  const sentence = (firsts.length === 1 ? summary.peak : summary.peakTie)(names, rates);
  const told = (left: string): string => summary.without(left, phases.peak);
  return withoutThese(unranked, contestants, told, [sentence], page);
}

/**
 * Who answers the soonest. The percentiles of single slices lie up to ten times apart, so one is the
 * first only where all its slices lie below those of the others.
 */
export function soonest(contestants: readonly Server[], page: Page): string[] {
  const { summary } = page.texts;
  const found = contestants.flatMap((server) => {
    const p99 = percentile(server.figures.latency, "p99");
    return p99 === undefined ? [] : { server, ...p99 };
  });
  const spread = found.flatMap(({ span, ...one }) => (span === undefined ? [] : { ...one, span }));
  if (spread.length < 2) return [];
  const least = Math.min(...spread.map(({ value }) => value));
  if (found.some(({ span, value }) => span === undefined && value < least)) return [];
  const firsts = spread.filter(({ span }) => spread.every((other) => span.low <= other.span.high));
  const left = contestants.filter((server) => spread.every((one) => one.server !== server));
  const sentence =
    firsts.length === 1
      ? soonestText(firsts[0], page)
      : summary.latencyTie(page.texts.list(firsts.map(({ server }) => nameOf(server, page))));
  return withoutThese(left, contestants, summary.withoutSlices, [sentence], page);
}

interface Soonest {
  readonly server: Server;
  readonly value: number;
  readonly span: { readonly low: number; readonly high: number };
}

function soonestText({ server, value, span }: Soonest, page: Page): string {
  const { texts, format } = page;
  const { latency, ownPeak, anyPeak } = texts.summary;
  return latency(
    // The load generator went by all slices of the peak, whichever were dropped later.
    server.figures.peak === undefined ? anyPeak : ownPeak,
    nameOf(server, page),
    format.seconds(value),
    rangeText(span, format.seconds, page),
  );
}

/**
 * Says who is left out of a sentence on who is ahead: without an interval nobody can be behind. Nothing
 * where those are more than half: who is ahead of the rest is no answer then.
 */
function withoutThese(
  left: readonly Server[],
  among: readonly Server[],
  told: (names: string) => string,
  sentences: readonly string[],
  page: Page,
): string[] {
  if (left.length === 0) return [...sentences];
  if (2 * left.length > among.length) return [];
  return sentences.map((sentence) => `${told(namesOf(left, page))} ${sentence}`);
}

/**
 * Contestants with a rank, the best first, and those without. By the ratio to the yardstick of their own
 * session: between sessions the machine drifts.
 */
function placed(contestants: readonly Server[], phase: ComparedPhase) {
  const isRanked = ({ ranks }: Server): boolean => ranks[phase] !== undefined;
  return {
    ranked: contestants.filter(isRanked).sort((a, b) => ratioIn(b, phase) - ratioIn(a, phase)),
    unranked: contestants.filter((server) => !isRanked(server)),
  };
}

function ratioIn({ ratios }: Server, phase: ComparedPhase): number {
  return ratios[phase]?.estimate ?? -Infinity;
}

/** A better figure that has no interval, and so no rank, leaves open who is the first. */
function isBeaten(first: Server, unranked: readonly Server[], phase: ComparedPhase): boolean {
  return unranked.some((server) => ratioIn(server, phase) > ratioIn(first, phase));
}

function namesOf(servers: readonly Server[], page: Page): string {
  return page.texts.list(servers.map((server) => nameOf(server, page)));
}
