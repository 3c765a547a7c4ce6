import type { Trials } from "../trials/judgeTrials";
import type { Page, Section } from "./document";
import { evictionsSection } from "./evictionsSection";
import { lossSection } from "./lossSection";
import { memorySection } from "./memorySection";
import { rolloutsSection } from "./rolloutsSection";
import { steadySection } from "./steadySection";
import { stepsSection } from "./stepsSection";

/** A section for each thing that was tried; none where nothing was. */
export function trialSections(page: Page): Section[] {
  const { trials } = page.report;
  return trials === undefined ? [] : ALL.flatMap((section) => section(trials, page));
}

const ALL: readonly ((trials: Trials, page: Page) => Section | Section[])[] = [
  rolloutsSection,
  evictionsSection,
  lossSection,
  stepsSection,
  steadySection,
  memorySection,
];
