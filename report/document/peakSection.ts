import type { Server } from "../report";
import type { Peak } from "../sessions/figures";
import {
  type Block,
  chart,
  nameColumn,
  numberColumn,
  type Page,
  type Section,
  table,
  text,
  textColumn,
} from "./document";
import { comparedOf, known, labelledName, rankText } from "./servers";
import { comparedText, verdictText } from "./verdict";

/** The second rank: requests a second of one core. */
export function peakSection(page: Page): Section {
  const { texts, format } = page;
  const { columns, peak } = texts;
  const servers = byPeak(page.report.servers);
  const rows = servers.map((server) => {
    const compared = comparedOf(server, "peak", page);
    return [
      rankText(server, "peak", page),
      labelledName(server, page),
      peakText(server.figures.peak, page),
      compared === undefined ? texts.none : comparedText(compared, page),
      compared === undefined ? texts.none : verdictText(compared, "peak", page),
      known(server.figures.derivedRate, format.whole, page),
    ];
  });
  const heads = [
    numberColumn(columns.rank),
    nameColumn(columns.server),
    numberColumn(columns.peak),
    numberColumn(columns.peakRatio),
    textColumn(columns.verdict),
    numberColumn(columns.derived),
  ];
  return {
    id: "peak",
    title: peak.title,
    blocks: [
      text(peak.intro),
      ...peakChart(servers, page),
      ...table(peak.caption, heads, rows),
      text(texts.drift),
    ],
  };
}

/** "at least 150,000": the generator was the limit. */
export function peakText(peak: Peak | undefined, { texts, format }: Page): string {
  if (peak === undefined) return texts.unknown;
  return peak.atLeast ? texts.atLeast(format.whole(peak.rate)) : format.whole(peak.rate);
}

/** The yardstick of each experiment first, then by the ratio to it, which no drift between sessions moves. */
function byPeak(servers: readonly Server[]): Server[] {
  const experiments = [...new Set(servers.map(({ experiment }) => experiment))];
  return experiments.flatMap((experiment) =>
    servers
      .filter((server) => server.experiment === experiment)
      .sort((a, b) => height(b) - height(a)),
  );
}

function height({ role, ratios }: Server): number {
  return role === "yardstick" ? Infinity : (ratios.peak?.estimate ?? 0);
}

function peakChart(servers: readonly Server[], page: Page): Block[] {
  const { texts, format } = page;
  return chart({
    title: texts.peak.chart,
    axis: { scale: "linear", from: 0, print: format.whole },
    series: [texts.columns.peak],
    rows: servers.map((server) => {
      const { peak } = server.figures;
      const compared = comparedOf(server, "peak", page);
      return {
        name: labelledName(server, page),
        dots: peak ? [{ series: 0, value: peak.rate, atLeast: peak.atLeast }] : [],
        points: compared?.pairs.map(({ subject }) => subject) ?? [],
        label: peakText(peak, page),
      };
    }),
  });
}
