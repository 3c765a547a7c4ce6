import type { Server } from "../report";
import { PERCENTILE_NAMES, type Percentile } from "../sessions/latency";
import {
  type Block,
  chart,
  nameColumn,
  numberColumn,
  type Page,
  type Section,
  table,
  text,
} from "./document";
import { labelledName } from "./servers";
import { rangeText } from "./verdict";

/** How long requests take, from when each was due. */
export function latencySection(page: Page): Section {
  const { report, texts } = page;
  const { columns, latency } = texts;
  const heads = [
    nameColumn(columns.server),
    numberColumn(columns.rate),
    ...PERCENTILE_NAMES.map((name) => numberColumn(columns[name])),
    numberColumn(columns.answers),
  ];
  const spans = report.servers.some(({ figures }) =>
    PERCENTILE_NAMES.some((name) => percentile(figures.latency, name)?.span !== undefined),
  );
  return {
    id: "latency",
    title: latency.title,
    blocks: [
      text(latency.intro),
      ...latencyChart(page),
      ...table(
        latency.caption,
        heads,
        report.servers.map((server) => row(server, page)),
      ),
      ...(spans ? [text(latency.span)] : []),
      text(latency.noInterval),
    ],
  };
}

/** A percentile where there is one. */
export function percentile(
  latency: Server["figures"]["latency"],
  name: (typeof PERCENTILE_NAMES)[number],
): Percentile | undefined {
  return latency.kind === "measured" ? latency.percentiles[name] : undefined;
}

function row(server: Server, page: Page): string[] {
  return [labelledName(server, page), ...latencyCells(server.figures, page)];
}

/** Rate, percentiles and number of answers. */
export function latencyCells({ latency }: Server["figures"], page: Page): string[] {
  const { texts, format } = page;
  if (latency.kind !== "measured") {
    return [missing(latency, page), ...PERCENTILE_NAMES.map(() => texts.none), texts.none];
  }
  return [
    format.whole(latency.rate),
    ...PERCENTILE_NAMES.map((one) => percentileText(latency.percentiles[one], page)),
    format.whole(latency.answers),
  ];
}

function missing(
  latency: Exclude<Server["figures"]["latency"], { kind: "measured" }>,
  { texts }: Page,
): string {
  if (latency.kind === "absent") return texts.verdicts.absent;
  if (latency.kind === "unreadable") return texts.latency.unreadable(latency.detail);
  return texts.reasons.drop[latency.reason.kind];
}

function percentileText(one: Percentile | undefined, page: Page): string {
  const { texts, format } = page;
  if (one === undefined) return texts.unknown;
  const value = format.seconds(one.value);
  return one.span === undefined
    ? value
    : texts.within(value, rangeText(one.span, format.seconds, page));
}

function latencyChart(page: Page): Block[] {
  const { report, texts, format } = page;
  return chart({
    title: texts.latency.chart,
    axis: { scale: "decimal", print: format.seconds },
    series: PERCENTILE_NAMES.map((name) => texts.columns[name]),
    rows: report.servers.map((server) => {
      const found = PERCENTILE_NAMES.flatMap((name, series) => {
        const value = percentile(server.figures.latency, name)?.value;
        return value === undefined ? [] : { series, value };
      });
      return {
        name: labelledName(server, page),
        dots: found,
        label: found.map(({ value }) => format.seconds(value)).join(" · ") || texts.unknown,
      };
    }),
  });
}
