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
import { droppedTable } from "./droppedTable";
import { refusedTexts } from "./refusedText";
import { nameOf } from "./servers";
import { comparedText, quantityName, ratioText, verdictText } from "./verdict";

/** Pairs, intervals, verdicts, seeds, and what was dropped. */
export function sureSection(page: Page): Section {
  const { report, texts } = page;
  const { sure } = texts;
  const controls = report.servers.filter(({ role }) => role === "control");
  const measured = report.sessions.some((session) => session.measured !== undefined);
  return {
    id: "sure",
    title: sure.title,
    blocks: [
      ...(measured ? [text(sure.intro)] : []),
      ...pairsChart(page),
      ...comparisonTable(page),
      ...startsBlocks(page),
      ...controls.map((server) => text(sure.control(nameOf(server, page)))),
      ...(measured ? dropped(page) : []),
      ...refused(page),
    ],
  };
}

function pairsChart(page: Page): Block[] {
  const { report, texts, format } = page;
  return chart({
    title: texts.sure.chart,
    axis: { scale: "linear", print: format.percent },
    series: [texts.columns.interval],
    guide: { value: 0, name: "" },
    rows: report.sessions.flatMap(({ experiment, subject, measured }) => {
      if (measured?.cost.kind !== "compared") return [];
      const { pairs, ratio } = measured.cost;
      const off = (value: number): number => value / ratio.estimate - 1;
      const interval = ratio.interval && {
        low: off(ratio.interval.low),
        high: off(ratio.interval.high),
      };
      return {
        name: nameOf({ experiment, name: subject }, page),
        dots: [{ series: 0, value: 0, ...(interval && { interval }) }],
        points: pairs.map((pair) => off(pair.ratio)),
        label: ratioText(ratio, page),
      };
    }),
  });
}

function comparisonTable(page: Page): Block[] {
  const { report, texts, format } = page;
  const { columns } = texts;
  const heads = [
    nameColumn(columns.server),
    textColumn(columns.compared),
    numberColumn(columns.pairs),
    numberColumn(columns.interval),
    textColumn(columns.verdict),
    numberColumn(columns.seed),
  ];
  const rows = report.sessions.flatMap((session) =>
    (["cost", "peak", "tail"] as const).flatMap((what) => {
      const comparison = session.measured?.[what];
      if (comparison === undefined || comparison.kind === "absent") return [];
      const { kept, planned } = comparison;
      const compared = comparison.kind === "compared" ? comparison : undefined;
      return [
        [
          nameOf({ experiment: session.experiment, name: session.subject }, page),
          quantityName(what, page),
          `${format.whole(kept)}\u00a0/\u00a0${format.whole(planned)}`,
          compared ? comparedText(compared, page) : texts.none,
          verdictText(comparison, what, page),
          compared ? String(compared.seed) : texts.none,
        ],
      ];
    }),
  );
  return table(texts.sure.caption, heads, rows);
}

/** How far the starts of a server lie apart; empty where each was started once. */
function startsBlocks(page: Page): Block[] {
  const { report, texts, format } = page;
  const { columns, sure } = texts;
  const rows = report.sessions.flatMap(({ experiment, subject, measured }) => {
    if (measured?.cost.kind !== "compared" || measured.cost.starts.planned === 1) return [];
    const { values, starts } = measured.cost;
    return [
      [
        nameOf({ experiment, name: subject }, page),
        `${format.whole(starts.kept)}\u00a0/\u00a0${format.whole(starts.planned)}`,
        values.map(format.ratio).join(" · "),
        format.percent(Math.max(...values) / Math.min(...values) - 1),
      ],
    ];
  });
  const heads = [
    nameColumn(columns.server),
    numberColumn(columns.starts),
    textColumn(columns.ofStarts),
    numberColumn(columns.apart),
  ];
  return rows.length === 0 ? [] : [text(sure.starts), ...table(sure.startsCaption, heads, rows)];
}

function dropped(page: Page): Block[] {
  const all = page.report.sessions.flatMap(({ measured }) => measured?.dropped ?? []);
  return droppedTable(all, page);
}

function refused(page: Page): Block[] {
  return page.report.sessions.flatMap((session) => refusedTexts(session, page)).map(text);
}
