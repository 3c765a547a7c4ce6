import { GENERATOR_LIMIT } from "../sessions/compare";
import { FEWEST_VALUES, LEVEL, RESAMPLES } from "../statistics/bootstrap";
import { list, type Page, type Section } from "./document";

/** The method in plain words, with the limits that the code goes by. */
export function methodSection({ texts, format }: Page): Section {
  const items = texts.method.items({
    level: format.percent(LEVEL),
    resamples: format.whole(RESAMPLES),
    fewest: format.whole(FEWEST_VALUES),
    generatorLimit: format.percent(GENERATOR_LIMIT),
  });
  return { id: "method", title: texts.method.title, blocks: list(items) };
}
