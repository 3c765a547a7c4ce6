import type { Quantity } from "../sessions/compare";
import { PERCENTILE_NAMES } from "../sessions/latency";
import { OFF } from "../tuning/readBack";
import type { Variant } from "../tuning/variants";
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
import { latencyCells, percentile } from "./latencySection";
import { peakText } from "./peakSection";
import { comparedOf, known, nameOf } from "./servers";
import { comparedText, quantityName, ratioText, verdictText } from "./verdict";

const COMPARED = ["cost", "peak", "tail"] as const satisfies readonly Quantity[];

/** What the settings of a server change, beside its own default. Empty where none were compared. */
export function tuningSection(page: Page): Section[] {
  const { variants } = page.report;
  const { tuning } = page.texts;
  if (variants.length === 0) return [];
  return [
    {
      id: "tuning",
      title: tuning.title,
      blocks: [
        text(tuning.intro),
        ...ratioChart(page),
        ...verdictTable(page),
        ...figuresTable(page),
        ...latencyTable(page),
        text(tuning.readBack),
        ...settingsTable(page),
        text(tuning.more),
      ],
    },
  ];
}

/** One sentence a variant. */
export function tuningSummary(page: Page): string[] {
  const { texts, report } = page;
  return report.variants.map((variant) => {
    const told = COMPARED.map((what) => {
      return `${quantityName(what, page)}: ${comparisonText(variant, what, page)}`;
    });
    return texts.tuning.sentence(
      nameOf(variant, page),
      variant.beside,
      texts.tuning.verdicts[variant.verdict],
      told.join("; "),
    );
  });
}

function comparisonText(variant: Variant, what: Quantity, page: Page): string {
  const own = page.report.sessions.find(
    ({ experiment, subject }) => experiment === variant.experiment && subject === variant.name,
  );
  const comparison = own?.measured?.[what] ?? { kind: "absent" as const };
  return verdictText(comparison, what, page);
}

function ratioChart(page: Page): Block[] {
  const { report, texts, format } = page;
  return chart({
    title: texts.tuning.chart,
    axis: { scale: "linear", print: format.short },
    series: [texts.tuning.ratios.cost],
    guide: { value: 1, name: texts.tuning.guide },
    rows: report.variants.map((variant) => {
      const { cost } = variant.ratios;
      const interval = cost?.interval;
      return {
        name: nameOf(variant, page),
        dots: cost ? [{ series: 0, value: cost.estimate, ...(interval && { interval }) }] : [],
        points: comparedOf(variant, "cost", page)?.pairs.map(({ ratio }) => ratio) ?? [],
        label: cost ? ratioText(cost, page) : texts.unknown,
      };
    }),
  });
}

function verdictTable(page: Page): Block[] {
  const { report, texts } = page;
  const { columns, tuning } = texts;
  const heads = [
    nameColumn(tuning.columns.variant),
    ...COMPARED.map((what) => numberColumn(tuning.ratios[what])),
    textColumn(columns.verdict),
  ];
  const rows = report.variants.map((variant) => [
    nameOf(variant, page),
    ...COMPARED.map((what) => {
      const compared = comparedOf(variant, what, page);
      return compared?.ratio.interval === undefined
        ? comparisonText(variant, what, page)
        : comparedText(compared, page);
    }),
    tuning.verdicts[variant.verdict],
  ]);
  return table(tuning.caption, heads, rows);
}

/** Both arms of each variant, the default first. */
export function armsOf(variant: Variant, page: Page) {
  return [
    { name: `${nameOf(variant, page)}: ${variant.beside}`, figures: variant.default },
    { name: `${nameOf(variant, page)}: ${variant.name}`, figures: variant.figures },
  ];
}

function figuresTable(page: Page): Block[] {
  const { report, texts, format } = page;
  const { columns, tuning } = texts;
  const heads = [
    nameColumn(tuning.columns.arm),
    numberColumn(columns.cost),
    numberColumn(columns.peak),
    numberColumn(columns.idle),
    numberColumn(columns.load),
  ];
  const rows = report.variants.flatMap((variant) =>
    armsOf(variant, page).map(({ name, figures }) => [
      name,
      known(figures.cost, format.seconds, page),
      peakText(figures.peak, page),
      known(figures.idleBytes, format.bytes, page),
      known(figures.loadBytes, format.bytes, page),
    ]),
  );
  return table(tuning.figuresCaption, heads, rows);
}

function latencyTable(page: Page): Block[] {
  const { report, texts } = page;
  const { columns, tuning } = texts;
  const heads = [
    nameColumn(tuning.columns.arm),
    numberColumn(columns.rate),
    ...PERCENTILE_NAMES.map((name) => numberColumn(columns[name])),
    numberColumn(columns.answers),
  ];
  const rows = report.variants.flatMap((variant) =>
    armsOf(variant, page).map(({ name, figures }) => [name, ...latencyCells(figures, page)]),
  );
  const spans = report.variants.some((variant) =>
    armsOf(variant, page).some(({ figures }) => percentile(figures.latency, "p50")?.span),
  );
  return [
    ...table(tuning.latencyCaption, heads, rows),
    ...(spans ? [text(texts.latency.span)] : []),
  ];
}

function settingsTable(page: Page): Block[] {
  const { report, texts } = page;
  const { columns, held } = texts.tuning;
  const heads = [
    nameColumn(columns.variant),
    textColumn(columns.setting),
    ...[columns.told, columns.default, columns.effective].map(numberColumn),
    textColumn(texts.columns.verdict),
  ];
  const rows = report.variants.flatMap((variant) =>
    variant.settings.map(({ name, told, default: before, variant: now, kept }) => [
      nameOf(variant, page),
      { kind: "code", text: name } as const,
      told,
      ...[before, now].map((value) => {
        return value === OFF ? texts.tuning.off : (value ?? texts.unknown);
      }),
      kept ? held.yes : held.no,
    ]),
  );
  return table(texts.tuning.settingsCaption, heads, rows);
}
