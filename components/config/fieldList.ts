import type * as z from "zod/mini";
import { type FieldDoc, fieldDocs } from "./fields";
import { schema } from "./schema";

/** One leaf of the schema, as documentation and messages need it. */
export interface Field extends FieldDoc {
  /** `benchmark.connections`; `<name>` stands for a key that the user chooses. */
  readonly path: string;
  /** `undefined` where the field has none. */
  readonly default?: unknown;
  readonly required: boolean;
}

/** Stands for a key that the user chooses. */
const ANY = "<name>";

interface Position {
  readonly path: readonly string[];
  readonly default?: unknown;
  readonly required: boolean;
}

/** Every leaf in the order of the schema; a field of two alternatives comes once. */
export function listFields(): Field[] {
  const fields = new Map<string, Field>();
  for (const field of walk(schema, { path: [], required: true })) {
    const earlier = fields.get(field.path);
    const required = field.required && (earlier?.required ?? true);
    fields.set(field.path, { ...field, ...earlier, required });
  }
  return [...fields.values()];
}

/** The keys that may stand directly below a path. */
export function knownKeys(parent: readonly string[]): string[] {
  const below = listFields()
    .map(({ path }) => path.split("."))
    .filter((path) => parent.every((key, depth) => path[depth] === key || path[depth] === ANY))
    .map((path) => path[parent.length])
    .filter((key) => key !== undefined);
  return [...new Set(below)];
}

function walk(type: z.core.$ZodType, at: Position): Field[] {
  const { def } = (type as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "default":
    case "prefault":
      return walk(def.innerType, { ...at, default: def.defaultValue, required: false });
    case "optional":
      return walk(def.innerType, { ...at, required: false });
    case "object":
      return Object.entries(def.shape).flatMap(([key, inner]) =>
        walk(inner, { path: [...at.path, key], required: true }),
      );
    case "union":
      return def.options.flatMap((option) => walk(option, at));
    case "record":
      return recordKeys(def.keyType).flatMap((key) =>
        walk(def.valueType, { path: [...at.path, key], required: false }),
      );
    default:
      return [leaf(type, at)];
  }
}

function recordKeys(type: z.core.$ZodType): string[] {
  const { def } = (type as z.core.$ZodTypes)._zod;
  return def.type === "enum" ? Object.keys(def.entries) : [ANY];
}

function leaf(type: z.core.$ZodType, at: Position): Field {
  const path = at.path.join(".");
  const doc = fieldDocs.get(type);
  if (doc === undefined) throw new Error(`the schema does not describe '${path}'`);
  return { path, ...doc, default: at.default, required: at.required };
}
