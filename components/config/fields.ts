import * as z from "zod/mini";
import type { Unit } from "./unit";

/** What docs/configuration.md and Pulumi.yaml say about one field. */
export interface FieldDoc {
  readonly meaning: string;
  /** Follows "must be" in a message: `a whole number from 1 to 1024`. */
  readonly allowed: string;
}

/** What is allowed where keys are to stand. */
export const MAP = "a map of keys";

export const fieldDocs = z.registry<FieldDoc>();

// Each function makes a field whose check and whose text come from the same bounds, so that message,
// documentation and behaviour cannot differ.

export function integer(meaning: string, bounds: { min: number; max: number }) {
  const allowed = `a whole number from ${bounds.min} to ${bounds.max}`;
  const checks = [z.minimum(bounds.min, allowed), z.maximum(bounds.max, allowed)] as const;
  return z
    .int(allowed)
    .check(...checks)
    .register(fieldDocs, { meaning, allowed });
}

export function quantity<Text extends string>(
  meaning: string,
  unit: Unit<Text>,
  bounds: { min: Text; max: Text },
) {
  const allowed = `an amount from ${bounds.min} to ${bounds.max}`;
  const [min, max] = [unit.parse(bounds.min), unit.parse(bounds.max)];
  const isAllowed = (value: unknown): boolean => {
    const amount = typeof value === "string" ? unit.tryParse(value) : undefined;
    return amount !== undefined && amount >= min && amount <= max;
  };
  return z.custom<Text>(isAllowed, allowed).register(fieldDocs, { meaning, allowed });
}

export function choice<const Value extends string>(meaning: string, values: readonly Value[]) {
  const allowed = `one of ${values.join(", ")}`;
  return z.enum(values, allowed).register(fieldDocs, { meaning, allowed });
}

export function choices<const Value extends string>(meaning: string, values: readonly Value[]) {
  const allowed = `a list of at least one of ${values.join(", ")}, each once`;
  const isOnce = (list: readonly Value[]): boolean => new Set(list).size === list.length;
  return z
    .array(z.enum(values, `one of ${values.join(", ")}`), allowed)
    .check(z.minLength(1, allowed), z.refine(isOnce, allowed))
    .register(fieldDocs, { meaning, allowed });
}

export function text(meaning: string, pattern: RegExp, allowed: string) {
  return z
    .string(allowed)
    .check(z.regex(pattern, allowed))
    .register(fieldDocs, { meaning, allowed });
}
