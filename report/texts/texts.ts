import { en, type Texts } from "./en";
import { fr } from "./fr";
import type { Lang } from "./lang";

/** A text that is missing in a language is a type error here. */
const CATALOGUES: Readonly<Record<Lang, Texts>> = { en, fr };

/** The texts of a language. */
export function textsFor(lang: Lang): Texts {
  return CATALOGUES[lang];
}
