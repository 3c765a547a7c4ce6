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
import { nameOf } from "./servers";

/** What wrk says, as published figures are made. */
export function articleSection(page: Page): Section {
  const { report, texts, format } = page;
  const { columns, article } = texts;
  const heads = [
    nameColumn(columns.server),
    numberColumn(columns.wrkRate),
    numberColumn(columns.mean),
    numberColumn(columns.p50),
    numberColumn(columns.p99),
    numberColumn(columns.law),
    numberColumn(columns.connections),
    numberColumn(columns.failed),
  ];
  const rows = report.sessions.flatMap(({ experiment, subject, measured }) => {
    const run = measured?.article;
    if (run === undefined) return [];
    const { mean, p50, p99 } = run.latency;
    return [
      [
        nameOf({ experiment, name: subject }, page),
        format.whole(run.rate),
        ...[mean, p50, p99].map(format.seconds),
        format.short(run.law.implied),
        format.whole(run.connections),
        format.whole(run.failed),
      ],
    ];
  });
  return {
    id: "article",
    title: article.title,
    blocks: [
      text(rows.length === 0 ? article.absent : article.intro),
      ...(rows.length === 0 ? [] : rateChart(page)),
      ...table(article.caption, heads, rows),
    ],
  };
}

/** The servers that both the article and wrk here have measured. */
function rateChart(page: Page): Block[] {
  const { report, texts, format } = page;
  return chart({
    title: texts.article.chart,
    axis: { scale: "linear", from: 0, print: format.whole },
    series: [texts.columns.claimed, texts.columns.wrkRate],
    rows: report.claims.flatMap(({ server, rate }) => {
      const session = report.sessions.find(
        ({ subject, measured }) => subject === server && measured?.article !== undefined,
      );
      const here = session?.measured?.article?.rate;
      if (here === undefined) return [];
      return {
        name: server,
        dots: [
          { series: 0, value: rate },
          { series: 1, value: here },
        ],
        label: [rate, here].map(format.whole).join(" · "),
      };
    }),
  });
}
