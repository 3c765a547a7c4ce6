import type {
  MeasuredPods,
  MeasuredVariant,
  PodComparison,
  VariantComparison,
} from "../podSpecs/podComparison";
import { QUANTITY_NAMES } from "../podSpecs/podComparison";
import type { Comparison, Quantity } from "../sessions/compare";
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
import { podSpecsAnswer } from "./podSpecsAnswer";
import { refusedTexts } from "./refusedText";
import { known } from "./servers";
import { comparedText, heldBack, verdictText } from "./verdict";

/**
 * A section for each server that was compared in pods of several specs. Beside servers that were
 * measured without any, how to have one compared.
 */
export function podSpecsSections(page: Page): Section[] {
  const { podComparisons, servers } = page.report;
  if (podComparisons.length === 0 && servers.length > 0) return [onDemandSection(page)];
  return podComparisons.map((comparison) => podSpecsSection(comparison, page));
}

function onDemandSection({ texts: { podSpecs } }: Page): Section {
  return { id: "pods", title: podSpecs.exclusive, blocks: [text(podSpecs.onDemand)] };
}

function podSpecsSection(comparison: PodComparison, page: Page): Section {
  const { podSpecs } = page.texts;
  const { subject, measured } = comparison;
  const exclusive = measured !== undefined && ownsCores(measured);
  return {
    id: `pods-${subject}`,
    title: exclusive ? podSpecs.exclusive : podSpecs.title(subject),
    blocks: [
      ...refusedTexts(comparison, page).map(text),
      ...(measured ? measuredBlocks(measured, page) : []),
    ],
  };
}

function measuredBlocks(measured: MeasuredPods, page: Page): Block[] {
  const { texts, format } = page;
  const { variants, server, plan, dropped } = measured;
  const names = texts.list(variants.map(({ name }) => name));
  return [
    text(podSpecsAnswer(measured, page)),
    ...ratioChart(measured, page),
    ...comparisonTable(measured, page),
    text(texts.podSpecs.intro(server, names, format.whole(plan.cost.rate))),
    ...specTable(variants, page),
    ...(ownsCores(measured) ? [text(texts.podSpecs.neighbour)] : []),
    ...droppedTable(dropped, page),
  ];
}

function ownsCores({ variants }: MeasuredPods): boolean {
  return variants.some(({ exclusiveCores }) => exclusiveCores > 0);
}

interface Row {
  readonly variant: string;
  readonly quantity: Quantity;
  readonly comparison: Comparison;
}

function rowsOf(comparisons: readonly VariantComparison[]): Row[] {
  return comparisons.flatMap((one) =>
    QUANTITY_NAMES.map((quantity) => ({
      variant: one.variant,
      quantity,
      comparison: one[quantity],
    })),
  );
}

function ratioChart({ variants, comparisons }: MeasuredPods, page: Page): Block[] {
  const { podSpecs } = page.texts;
  const first = variants[0].name;
  const several = comparisons.length > 1;
  return chart({
    title: podSpecs.chart(first),
    axis: { scale: "linear", print: page.format.short },
    series: [page.texts.columns.interval],
    guide: { value: 1, name: podSpecs.guide(first) },
    rows: rowsOf(comparisons).map(({ variant, quantity, comparison }) => {
      const what = podSpecs.quantities[quantity];
      const name = several ? `${variant}: ${what}` : what;
      if (comparison.kind !== "compared") {
        return { name, dots: [], label: verdictText(comparison, quantity, page) };
      }
      const { ratio, pairs } = comparison;
      const { estimate: value } = ratio;
      const interval = heldBack(comparison) ? undefined : ratio.interval;
      return {
        name,
        dots: [{ series: 0, value, ...(interval && { interval }) }],
        points: pairs.map((pair) => pair.ratio),
        label: comparedText(comparison, page),
      };
    }),
  });
}

function comparisonTable({ variants, comparisons }: MeasuredPods, page: Page): Block[] {
  const { texts, format } = page;
  const { podSpecs, columns } = texts;
  const first = variants[0].name;
  const rows = rowsOf(comparisons).map(({ variant, quantity, comparison }) => {
    const compared = comparison.kind === "compared" ? comparison : undefined;
    const pairs = comparison.kind === "absent" ? undefined : comparison;
    const figure = (value: number | undefined): string =>
      known(value, (amount) => printed(amount, quantity, page), page);
    return [
      variant,
      podSpecs.quantities[quantity],
      figure(compared?.subject),
      figure(compared?.reference),
      compared ? comparedText(compared, page) : texts.none,
      verdictText(comparison, quantity, page),
      pairs ? `${format.whole(pairs.kept)}\u00a0/\u00a0${format.whole(pairs.planned)}` : texts.none,
    ];
  });
  const heads = [
    nameColumn(podSpecs.columns.variant),
    textColumn(podSpecs.columns.quantity),
    numberColumn(podSpecs.columns.own),
    numberColumn(podSpecs.columns.first(first)),
    numberColumn(columns.interval),
    textColumn(columns.verdict),
    numberColumn(columns.pairs),
  ];
  return table(podSpecs.caption(first), heads, rows);
}

function printed(value: number, quantity: Quantity, { texts, format }: Page): string {
  return quantity === "peak"
    ? texts.podSpecs.perSecond(format.whole(value))
    : format.seconds(value);
}

function specTable(variants: readonly MeasuredVariant[], page: Page): Block[] {
  const { texts, format } = page;
  const { columns, shared, specCaption } = texts.podSpecs;
  const rows = variants.map(({ name, exclusiveCores, cpus, limits, readySeconds }) => [
    name,
    exclusiveCores === 0 ? shared : format.whole(exclusiveCores),
    cpus.join("; ") || texts.unknown,
    limitsText(limits, page),
    format.seconds(readySeconds),
  ]);
  const heads = [
    nameColumn(columns.variant),
    ...[columns.asked, columns.cores, columns.limits].map(textColumn),
    numberColumn(columns.ready),
  ];
  return table(specCaption, heads, rows);
}

/** A pod with cores of its own may have no quota: newer kubelets leave it out. */
function limitsText({ cpus, memoryBytes }: MeasuredVariant["limits"], page: Page): string {
  const { texts, format } = page;
  const cpu = cpus === undefined ? texts.none : format.short(cpus);
  return `${cpu} CPU, ${known(memoryBytes, format.bytes, page)}`;
}
