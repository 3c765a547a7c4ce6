import type { Report } from "../report";
import { formatFor } from "../texts/format";
import type { Lang } from "../texts/lang";
import { textsFor } from "../texts/texts";
import { articleSection } from "./articleSection";
import { claimsSection } from "./claimsSection";
import { costSection, ratioChart } from "./costSection";
import { type Document, list, type Page, type Section } from "./document";
import { environmentSection } from "./environmentSection";
import { latencySection } from "./latencySection";
import { methodSection } from "./methodSection";
import { peakSection } from "./peakSection";
import { podSpecsSections } from "./podSpecsSection";
import { poolSection } from "./poolSection";
import { imagesSection, memorySection } from "./resourceSections";
import { summaryOf } from "./summary";
import { sureSection } from "./sureSection";
import { throttlingSection } from "./throttlingSection";
import { trialSections } from "./trialSections";
import { tuningSection } from "./tuningSection";

/** Puts a report into words and charts, the same for every form it is rendered in. */
export function makeDocument(report: Report, lang: Lang): Document {
  const page: Page = { report, texts: textsFor(lang), format: formatFor(lang) };
  const ranked = report.servers.length > 0;
  const measured = ranked || report.variants.length > 0;
  const onlyTried = report.sessions.length === 0 && report.trials !== undefined;
  const noServers = report.sessions.length === 0 && report.podComparisons.length > 0;
  const compared = !onlyTried && !noServers;
  return {
    lang,
    title: (onlyTried ? page.texts.trials : page.texts).title(report.environment),
    facts: factsOf(page),
    contents: page.texts.contents,
    sections: [
      summarySection(page),
      ...(ranked ? MEASURED.map((section) => section(page)) : []),
      ...tuningSection(page),
      ...poolSection(page),
      ...podSpecsSections(page),
      ...trialSections(page),
      ...(compared && (ranked || !measured) ? [claimsSection(page)] : []),
      ...(ranked ? [articleSection(page)] : []),
      ...(measured ? [sureSection(page)] : []),
      environmentSection(page),
      ...(compared ? [methodSection(page)] : []),
    ],
  };
}

/** The result in words, for a terminal. */
export function summarySentences(report: Report, lang: Lang): string[] {
  return summaryOf({ report, texts: textsFor(lang), format: formatFor(lang) });
}

const MEASURED: readonly ((page: Page) => Section)[] = [
  costSection,
  peakSection,
  latencySection,
  memorySection,
  throttlingSection,
  imagesSection,
];

function summarySection(page: Page): Section {
  return {
    id: "summary",
    title: page.texts.summary.title,
    blocks: [...list(summaryOf(page)), ...ratioChart(page)],
  };
}

/** The heading names the plugins, so that a stand-in is never in disguise. */
function factsOf(page: Page): string[] {
  const { report, texts, format } = page;
  const plugins = report.plugins.map(({ name, version, standIn }) => {
    return `${name} ${version} (${standIn ? texts.standIn : texts.official})`;
  });
  return [
    ...begun(page),
    texts.fetched(format.date(report.createdAt)),
    ...(report.commit === undefined ? [] : [texts.commit(report.commit)]),
    ...(plugins.length === 0 ? [] : [texts.plugins(plugins.join(", "))]),
  ];
}

/** When the first and the last of what is told began: results stay until what they are of has changed. */
function begun({ report, texts, format }: Page): string[] {
  const { sessions, podComparisons, trials } = report;
  const measured = [...sessions, ...podComparisons].flatMap((one) => one.measured ?? []);
  const starts = [
    ...measured.flatMap(({ startedSeconds }) => startedSeconds).map((seconds) => seconds * 1000),
    ...(trials === undefined ? [] : [Date.parse(trials.startedAt)]),
  ];
  if (starts.length === 0) return [];
  const [first, last] = [Math.min(...starts), Math.max(...starts)];
  const printed = [first, last].map((start) => format.date(new Date(start).toISOString()));
  return [texts.begun(printed[0], printed[1])];
}
