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
