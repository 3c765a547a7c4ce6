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
import { labelledName, comparedOf, known, rankText } from "./servers";
import { ratioText, verdictText } from "./verdict";

/** The primary rank: CPU per request at one rate for all. */
export function costSection(page: Page): Section {
  const { report, texts, format } = page;
  const { columns, cost } = texts;
  const ranked = new Set(report.servers.map(({ experiment }) => experiment));
  const rates = report.sessions
    .filter(({ experiment }) => ranked.has(experiment))
    .flatMap(({ measured }) => measured?.plan.cost.rate ?? []);
  const rows = report.servers.map((server) => {
    const compared = comparedOf(server, "cost", page);
    const peak = comparedOf(server, "peakCost", page);
    return [
      rankText(server, "cost", page),
      labelledName(server, page),
      known(server.figures.cost, format.seconds, page),
      compared === undefined ? texts.none : ratioText(compared.ratio, page),
      verdictOf(server.name, server.experiment, page),
      peak === undefined ? texts.none : ratioText(peak.ratio, page),
    ];
  });
  const heads = [
    numberColumn(columns.rank),
    nameColumn(columns.server),
    numberColumn(columns.cost),
    numberColumn(columns.costRatio),
    textColumn(columns.verdict),
    numberColumn(columns.peakCostRatio),
  ];
  return {
    id: "cost",
    title: cost.title,
    blocks: [
      text(cost.intro([...new Set(rates)].map(format.whole).join(", "))),
      ...absoluteChart(page),
      ...table(cost.caption, heads, rows),
    ],
  };
}

function verdictOf(name: string, experiment: string, page: Page): string {
  const own = page.report.sessions.find(
    (session) => session.subject === name && session.experiment === experiment,
  );
  return own?.measured === undefined
    ? page.texts.none
    : verdictText(own.measured.cost, "cost", page);
}

function absoluteChart(page: Page): Block[] {
  const { report, texts, format } = page;
  return chart({
    title: texts.cost.chart,
    axis: { scale: "linear", from: 0, print: (micros) => format.short(micros) },
    series: [texts.columns.cost],
    rows: report.servers.map((server) => {
      const { cost } = server.figures;
      const compared = comparedOf(server, "cost", page);
      return {
        name: labelledName(server, page),
        dots: cost === undefined ? [] : [{ series: 0, value: cost * 1e6 }],
        points: compared?.pairs.map(({ subject }) => subject * 1e6) ?? [],
        label: known(cost, format.seconds, page),
      };
    }),
  });
}

/** The chart of the summary: who comes how near to the yardstick. */
export function ratioChart(page: Page): Block[] {
  const { report, texts, format } = page;
  return chart({
    title: texts.cost.summaryChart,
    axis: { scale: "linear", from: 0, print: format.short },
    series: [texts.columns.costRatio],
    guide: { value: 1, name: texts.cost.guide },
    rows: report.servers
      .filter(({ role }) => role !== "yardstick")
      .map((server) => {
        const { cost } = server.ratios;
        const interval = cost?.interval;
        return {
          name: labelledName(server, page),
          dots: cost ? [{ series: 0, value: cost.estimate, ...(interval && { interval }) }] : [],
          label: cost ? ratioText(cost, page) : texts.unknown,
        };
      }),
  });
}
