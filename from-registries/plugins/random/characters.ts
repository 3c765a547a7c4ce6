import { randomInt } from "node:crypto";
import { asText, type ValueMap } from "../protocol/values";

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const CLASSES = {
  lower: LOWER,
  upper: LOWER.toUpperCase(),
  numeric: "0123456789",
  special: "!@#$%&*()-_=+[]{}<>:?",
} as const;
type ClassName = keyof typeof CLASSES;

/** Settings of a password or string, with the official plugin's defaults filled in. */
export interface CharacterSettings {
  readonly length: number;
  readonly use: Readonly<Record<ClassName, boolean>>;
  readonly least: Readonly<Record<ClassName, number>>;
  readonly special: string;
}

/** Throws where the settings cannot be met. */
export function readCharacterSettings(inputs: ValueMap): CharacterSettings {
  const on = (...names: string[]): boolean =>
    names.map((name) => inputs[name]).find((value) => typeof value === "boolean") ?? true;
  const number = (name: string): number => Number(inputs[name] ?? 0);
  const settings: CharacterSettings = {
    length: number("length"),
    use: {
      lower: on("lower"),
      upper: on("upper"),
      numeric: on("numeric", "number"),
      special: on("special"),
    },
    least: {
      lower: number("minLower"),
      upper: number("minUpper"),
      numeric: number("minNumeric"),
      special: number("minSpecial"),
    },
    special: asText(inputs["overrideSpecial"]) || CLASSES.special,
  };
  checkSettings(settings);
  return settings;
}

function checkSettings({ length, use, least }: CharacterSettings): void {
  const sum = Object.values(least).reduce((all, one) => all + one, 0);
  if (!Number.isInteger(length) || length < 1) {
    throw new Error(`'length' (${length}) must be a whole number of at least 1`);
  }
  if (sum > length)
    throw new Error(`'length' (${length}) must be at least the sum of min* (${sum})`);
  if (!Object.values(use).some(Boolean) && sum < length) {
    throw new Error("one of lower, upper, numeric and special must be true");
  }
}

/** Characters drawn evenly from the allowed classes, the least numbers kept, in random order. */
export function drawCharacters(settings: CharacterSettings): string {
  const alphabet = (name: ClassName): string =>
    name === "special" ? settings.special : CLASSES[name];
  const names = Object.keys(CLASSES) as ClassName[];
  const drawn = names.flatMap((name) => draw(alphabet(name), settings.least[name]));
  const all = names
    .filter((name) => settings.use[name])
    .map(alphabet)
    .join("");
  return shuffle([...drawn, ...draw(all, settings.length - drawn.length)]).join("");
}

function draw(alphabet: string, count: number): string[] {
  const letters = [...alphabet];
  return Array.from({ length: count }, () => letters[randomInt(letters.length)] ?? "");
}

/** Every order is as likely as any other (Fisher-Yates, an unbiased source). */
export function shuffle<T>(items: readonly T[]): T[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
  }
  return shuffled;
}
