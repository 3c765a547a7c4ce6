import type { Trials } from "../trials/judgeTrials";
import { type Page, type Section, text } from "./document";
import { evictionsSection } from "./evictionsSection";
import { lossSection } from "./lossSection";
import { memorySection } from "./memorySection";
import { rolloutsSection } from "./rolloutsSection";
import { steadySection } from "./steadySection";
import { stepsSection } from "./stepsSection";

/** A section for each thing that was tried; none where nothing was. The first says of what, and when. */
export function trialSections(page: Page): Section[] {
  const { trials } = page.report;
  if (trials === undefined) return [];
  const { service, image, startedAt } = trials;
  const of = text(page.texts.trials.of(service, page.format.date(startedAt), image));
  return ALL.flatMap((section) => section(trials, page)).map((section, index) =>
    index === 0 ? { ...section, blocks: [of, ...section.blocks] } : section,
  );
}

const ALL: readonly ((trials: Trials, page: Page) => Section | Section[])[] = [
  rolloutsSection,
  evictionsSection,
  lossSection,
  stepsSection,
  steadySection,
  memorySection,
];
