import type { Problem } from "../config/problems";
import type { Unit } from "../config/unit";

/** One problem where `wrong` holds, none where it does not. */
export function problemIf(
  wrong: boolean,
  path: string,
  value: unknown,
  sentence: string,
): Problem[] {
  return wrong ? [{ path, value: shown(value), sentence }] : [];
}

/** An argument that is left out is no problem. */
export function wholeNumberProblems(
  path: string,
  value: unknown,
  { min, max }: { readonly min: number; readonly max: number },
): Problem[] {
  const good = Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
  const sentence = `must be a whole number from ${min} to ${max}`;
  return problemIf(value !== undefined && !good, path, value, sentence);
}

/** An argument that is left out is no problem. */
export function amountProblems<Text extends string>(
  path: string,
  value: unknown,
  unit: Unit<Text>,
  { min, max }: { readonly min: Text; readonly max: Text },
): Problem[] {
  const amount = typeof value === "string" ? unit.tryParse(value) : undefined;
  const good = amount !== undefined && amount >= unit.parse(min) && amount <= unit.parse(max);
  const sentence = `must be an amount from ${min} to ${max}`;
  return problemIf(value !== undefined && !good, path, value, sentence);
}

function shown(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? typeof value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
