import type { Phase } from "../rawResult";
import type { Server } from "../report";
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
import { known, labelledName } from "./servers";

export function memorySection(page: Page): Section {
  const { memory, columns } = page.texts;
  const values = ({ figures: { idleBytes, loadBytes } }: Server) => [idleBytes, loadBytes];
  return {
    id: "memory",
    title: memory.title,
    blocks: [
      text(memory.intro),
      ...bytesBlocks(memory, [columns.idle, columns.load], values, page),
    ],
  };
}

export function imagesSection(page: Page): Section {
  const { images, columns } = page.texts;
  const values = ({ size: { compressed, unpacked } }: Server) => [compressed, unpacked];
  return {
    id: "images",
    title: images.title,
    blocks: [
      text(images.intro),
      ...bytesBlocks(images, [columns.compressed, columns.unpacked], values, page),
    ],
  };
}

/** A chart and a table of some sizes of each server. */
function bytesBlocks(
  texts: { readonly chart: string; readonly caption: string },
  series: readonly string[],
  valuesOf: (server: Server) => readonly (number | undefined)[],
  page: Page,
): Block[] {
  const { report, format } = page;
  const printed = (server: Server): string[] =>
    valuesOf(server).map((value) => known(value, format.bytes, page));
  const heads = [nameColumn(page.texts.columns.server), ...series.map(numberColumn)];
  return [
    ...chart({
      title: texts.chart,
      axis: { scale: "binary", print: format.bytes },
      series,
      rows: report.servers.map((server) => ({
        name: labelledName(server, page),
        dots: valuesOf(server).flatMap((value, index) =>
          value === undefined || value === 0 ? [] : { series: index, value },
        ),
        label: printed(server).join(" · "),
      })),
    }),
    ...table(
      texts.caption,
      heads,
      report.servers.map((server) => [labelledName(server, page), ...printed(server)]),
    ),
  ];
}

const PHASES: readonly Phase[] = ["cost", "latency", "peak"];

export function throttlingSection(page: Page): Section {
  const { report, texts, format } = page;
  const { throttling, columns, phases } = texts;
  const stopped = report.servers.some(({ figures }) =>
    PHASES.some((phase) => (figures.throttling[phase]?.throttled ?? 0) > 0),
  );
  const heads = [nameColumn(columns.server), ...PHASES.map((phase) => numberColumn(phases[phase]))];
  const cells = (server: Server): string[] =>
    PHASES.map((phase) => {
      const sums = server.figures.throttling[phase];
      if (sums === undefined || sums.periods === 0) return texts.unknown;
      const share = format.percent(sums.throttled / sums.periods);
      return sums.throttled === 0 ? share : texts.within(share, format.seconds(sums.seconds));
    });
  return {
    id: "throttling",
    title: throttling.title,
    blocks: [
      text(throttling.intro),
      ...(stopped || report.servers.length === 0 ? [] : [text(throttling.none)]),
      ...throttlingChart(cells, page),
      ...table(
        throttling.caption,
        heads,
        report.servers.map((server) => [labelledName(server, page), ...cells(server)]),
      ),
    ],
  };
}

function throttlingChart(cells: (server: Server) => string[], page: Page): Block[] {
  const { report, texts, format } = page;
  return chart({
    title: texts.throttling.chart,
    axis: { scale: "linear", from: 0, print: format.percent },
    series: PHASES.map((phase) => texts.phases[phase]),
    rows: report.servers.map((server) => ({
      name: labelledName(server, page),
      dots: PHASES.flatMap((phase, series) => {
        const sums = server.figures.throttling[phase];
        if (sums === undefined || sums.periods === 0) return [];
        return { series, value: sums.throttled / sums.periods };
      }),
      label: cells(server).join(" · "),
    })),
  });
}
