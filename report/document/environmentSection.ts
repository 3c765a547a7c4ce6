import type { Refusal } from "../refusal";
import {
  type Block,
  type Cell,
  nameColumn,
  type Page,
  type Section,
  table,
  text,
  textColumn,
} from "./document";
import { known, nameOf } from "./servers";

/** Where the figures come from: machine, plugins, Jobs, images. */
export function environmentSection(page: Page): Section {
  return {
    id: "environment",
    title: page.texts.environment.title,
    blocks: [...machineTable(page), ...pluginTable(page), ...rawTable(page)],
  };
}

function machineTable(page: Page): Block[] {
  const { report, texts, format } = page;
  const { machine: m } = report;
  const { environment: names, columns } = texts;
  const given = (value: string | number | null | undefined): string =>
    value === null || value === undefined ? texts.unknown : String(value);
  const rows = [
    [names.kubernetes, given(report.kubernetes)],
    [names.kernel, given(m?.kernel)],
    [names.cpu, `${given(m?.cores)} × ${given(m?.cpuModel)}`],
    [names.memory, known(m?.memoryBytes ?? undefined, format.bytes, page)],
    [names.cgroup, given(m?.cgroup && `v${m.cgroup}`)],
    [names.limits, limitsText(page)],
    [names.plan, planTexts(page).join("; ") || texts.unknown],
    ...trialRows(page),
  ];
  return table(names.caption, [nameColumn(columns.what), textColumn(columns.value)], rows);
}

function limitsText(page: Page): string {
  const { cpus, memoryBytes } = page.report.limits ?? {};
  if (cpus === undefined && memoryBytes === undefined) return page.texts.unknown;
  const memory = known(memoryBytes, page.format.bytes, page);
  return `${known(cpus, page.format.short, page)} CPU, ${memory}`;
}

/** Each load once, with the experiments that had it. */
function planTexts({ report, texts, format }: Page): string[] {
  const loads = new Map<string, { readonly plan: readonly number[]; readonly of: Set<string> }>();
  for (const { experiment, measured } of [...report.sessions, ...report.podComparisons]) {
    if (measured === undefined) continue;
    const { connections, threads, cost } = measured.plan;
    const plan = [connections, threads, cost.rate];
    const load = loads.get(plan.join()) ?? { plan, of: new Set() };
    loads.set(plan.join(), load);
    load.of.add(experiment);
  }
  return [...loads.values()].map(({ plan, of }) => {
    const [connections, threads, rate] = plan.map(format.whole);
    return texts.environment.planText(texts.list([...of]), connections, threads, rate);
  });
}

/** Trials stay in later reports until others are made: which service they were of, and when. */
function trialRows({ report, texts, format }: Page): Cell[][] {
  const { trials } = report;
  if (trials === undefined) return [];
  const { service, image, startedAt } = trials;
  return [[texts.environment.trials, texts.trials.of(service, format.date(startedAt), image)]];
}

function pluginTable({ report, texts }: Page): Block[] {
  const { columns, environment } = texts;
  const heads = [nameColumn(columns.plugin), ...[columns.version, columns.which].map(textColumn)];
  const rows = report.plugins.map(({ name, version, standIn }) => [
    name,
    version,
    standIn ? texts.standIn : texts.official,
  ]);
  return table(environment.pluginsCaption, heads, rows);
}

function rawTable(page: Page): Block[] {
  const { report, texts } = page;
  const { columns, environment } = texts;
  const more = [columns.job, columns.wire, columns.image].map(textColumn);
  const heads = [nameColumn(columns.server), ...more];
  const rows = report.sessions.flatMap(({ experiment, subject, starts, images }) => {
    const server = [...report.servers, ...report.variants].find(
      (one) => one.experiment === experiment && one.name === subject,
    );
    const wire = server?.figures.wireBytes;
    const image = images[subject] ?? Object.values(images).at(-1);
    return starts.map(({ job, refusal }) => [
      nameOf({ experiment, name: subject }, page),
      rawLink(job, refusal),
      known(wire, page.format.bytes, page),
      image === undefined ? texts.unknown : ({ kind: "code", text: image } as const),
    ]);
  });
  const all = [...rows, ...podRows(page)];
  return all.length === 0
    ? []
    : [...table(environment.rawCaption, heads, all), text(environment.raw)];
}

/** Comparisons of pods: one image in all of them. */
function podRows({ report, texts }: Page): Cell[][] {
  return report.podComparisons.map(({ subject, job, images, refusal }) => {
    const image = Object.values(images).at(-1);
    return [
      subject,
      rawLink(job, refusal),
      texts.none,
      image === undefined ? texts.unknown : { kind: "code", text: image },
    ];
  });
}

function rawLink(job: string, refusal: Refusal | undefined): Cell {
  return refusal?.kind === "missing" ? job : { kind: "link", text: job, to: `raw/${job}.log` };
}
