import { type ClaimRow, mostCompatible } from "../claims/compareClaims";
import {
  type Block,
  chart,
  list,
  nameColumn,
  numberColumn,
  type Page,
  type Section,
  table,
  text,
} from "./document";
import { peakText } from "./peakSection";
import { known } from "./servers";

/** Claimed beside measured, and why the claims cannot all be true. */
export function claimsSection(page: Page): Section {
  const { claims: texts, drift } = page.texts;
  const measured = page.report.claims.some((claim) => claim.measured !== undefined);
  return {
    id: "claims",
    title: texts.title,
    blocks: [
      text(texts.intro),
      ...costChart(page),
      ...measuredTable(page),
      ...(measured ? [text(drift)] : []),
      { kind: "heading", text: texts.lawTitle },
      ...lawTable(page),
      ...list(arguments_(page)),
    ],
  };
}

function costChart(page: Page): Block[] {
  const { report, texts, format } = page;
  return chart({
    title: texts.claims.chart,
    axis: { scale: "linear", from: 0, print: format.seconds },
    series: [texts.columns.claimed, texts.columns.measured],
    rows: report.claims.map(({ server, cost, measured }) => ({
      name: server,
      dots: [
        { series: 0, value: cost },
        ...(measured?.peakCost === undefined ? [] : [{ series: 1, value: measured.peakCost }]),
      ],
      label: [format.seconds(cost), measuredCost(measured, page)].join(" · "),
    })),
  });
}

function measuredCost(measured: ClaimRow["measured"], page: Page): string {
  if (measured === undefined) return page.texts.claims.notHere;
  return known(measured.peakCost, page.format.seconds, page);
}

function measuredTable(page: Page): Block[] {
  const { report, texts, format } = page;
  const { columns, claims } = texts;
  const heads = [
    nameColumn(columns.server),
    numberColumn(columns.claimedRate),
    numberColumn(columns.peak),
    numberColumn(columns.derived),
    numberColumn(columns.claimedCost),
    numberColumn(columns.measuredCost),
    numberColumn(columns.times),
  ];
  const rows = report.claims.map(({ server, rate, cpuShare, cost, measured }) => [
    server,
    claims.share(format.whole(rate), format.percent(cpuShare)),
    measured === undefined ? claims.notHere : peakText(measured.peak, page),
    measured === undefined ? texts.none : known(measured.derivedRate, format.whole, page),
    format.seconds(cost),
    measuredCost(measured, page),
    measured?.peakCost === undefined ? texts.none : format.short(measured.peakCost / cost),
  ]);
  return table(claims.caption, heads, rows);
}

function lawTable(page: Page): Block[] {
  const { report, texts, format } = page;
  const { columns, claims } = texts;
  const heads = [
    nameColumn(columns.server),
    numberColumn(columns.claimedLatency),
    numberColumn(columns.law),
    numberColumn(columns.residual),
  ];
  const rows = report.claims.map(({ server, latencySeconds, law }) => {
    const off = format.percent(law.residual);
    return [
      server,
      format.seconds(latencySeconds),
      claims.law(format.whole(law.implied)),
      law.kept ? claims.kept(off) : claims.refused(off),
    ];
  });
  return table(claims.lawCaption, heads, rows);
}

function arguments_({ report: { claims }, texts, format }: Page): string[] {
  const { whole, percent } = format;
  const implied = claims.map(({ law }) => law.implied);
  const broken = claims.filter((claim) => claim.latencySeconds > claim.largestMeanSeconds);
  const most = Math.max(...claims.map(({ cpuShare }) => cpuShare));
  return [
    texts.claims.span(whole(Math.min(...implied)), whole(Math.max(...implied))),
    texts.claims.compatible(whole(mostCompatible(claims)), whole(claims.length)),
    texts.claims.impossible(whole(broken.length), whole(claims.length)),
    texts.claims.idle(percent(most)),
  ];
}
